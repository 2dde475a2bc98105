package org.sagittal.preprocessing.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.dicom.series.TinySeries;

/**
 * Volumes of a few voxels in every known format: what the formats write themselves, under each of their endings; the files of
 * {@code samples.json} and of the pictures' tests, which other programs made; and what the DICOM tests make.
 */
final class FuzzSamples {
    private static final List<String> RESOURCES = List.of(
            "/org/sagittal/preprocessing/fuzz/samples.json",
            "/org/sagittal/preprocessing/image2d/pictures.json",
            "/org/sagittal/preprocessing/image2d/picture-volumes.json",
            "/org/sagittal/preprocessing/image2d/tiff-kinds.json");
    private static final int MOST_BYTES = 16384;

    private final Path scratch;
    private final Map<String, List<FuzzSample>> byFormat = new HashMap<>();
    private int folders;

    private FuzzSamples(Path scratch) {
        this.scratch = scratch;
    }

    /**
     * All samples.
     *
     * @param scratch an empty folder
     * @return by the name of the format that recognises them
     */
    static Map<String, List<FuzzSample>> all(Path scratch) throws IOException {
        FuzzSamples samples = new FuzzSamples(scratch);
        for (String resource : RESOURCES) {
            samples.addResource(resource);
        }
        for (VolumeFormat format : VolumeFormats.all()) {
            if (format.writable()) {
                samples.addWritten(format);
            }
        }
        samples.addDicom();
        return samples.byFormat;
    }

    private Path folder() throws IOException {
        return Files.createDirectories(scratch.resolve("s" + folders++));
    }

    private void addResource(String resource) throws IOException {
        try (InputStream in = FuzzSamples.class.getResourceAsStream(resource)) {
            for (JsonNode entry : new ObjectMapper().readTree(in)) {
                Map<String, byte[]> files = new TreeMap<>();
                String name = entry.get("name").textValue();
                if (entry.has("files")) {
                    for (Map.Entry<String, JsonNode> file : entry.get("files").properties()) {
                        files.put(file.getKey(), file.getValue().binaryValue());
                    }
                } else {
                    files.put(name, entry.get("bytes").binaryValue());
                }
                add(new FuzzSample(name, entry.path("main").asText(name), files));
            }
        }
    }

    private void add(FuzzSample sample) throws IOException {
        try {
            String format = VolumeFormats.of(sample.writeTo(folder())).name();
            byFormat.computeIfAbsent(format, key -> new ArrayList<>()).add(sample);
        } catch (FormatException e) {
            // A sample of a format that is not known (yet) hurts nobody.
            return;
        }
    }

    private void addFolder(Path folder, String main) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> list = Files.list(folder)) {
            for (Path file : list.toList()) {
                if (Files.size(file) > MOST_BYTES) {
                    return;
                }
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        add(new FuzzSample(main + " of " + folder.getFileName(), main, files));
    }

    private void addWritten(VolumeFormat format) throws IOException {
        VoxelGrid turned =
                VoxelGrid.of(new Shape(2, 3, 4), new Spacing(3, 2, 1.5), new Vec3(-10, 20, 30), new double[] {
                    0, -1, 0, 1, 0, 0, 0, 0, -1
                });
        VoxelGrid flat = VoxelGrid.of(new Shape(1, 3, 5), new Spacing(1, 0.5, 0.3));
        List<VolumeHeader> headers = List.of(
                VolumeHeader.forWriting(SampleType.UINT8, turned, 3, 1),
                VolumeHeader.forWriting(SampleType.FLOAT32, turned, 3, 2),
                VolumeHeader.forWriting(SampleType.INT16, turned, 3, 1),
                VolumeHeader.forWriting(SampleType.UINT8, flat, 2, 1),
                new VolumeHeader("", SampleType.UINT8, VolumeHeader.Voxel.COLOUR, flat, 2, 3));
        for (String ending : format.endings()) {
            for (VolumeHeader header : headers) {
                Path folder = folder();
                String name = "v" + ending;
                try {
                    format.write(folder.resolve(name), header, (channel, z, into) -> {
                        for (int i = 0; i < into.length; i++) {
                            into[i] = (channel + z + i) % 5;
                        }
                    });
                    addFolder(folder, name);
                } catch (FormatException | IllegalArgumentException e) {
                    // Not every format holds every kind; that each has a sample is asked later.
                    continue;
                }
            }
        }
    }

    private void addDicom() throws IOException {
        Path series = folder();
        TinySeries.write(series, 3);
        addFolder(series, "");
        Path enhanced = folder();
        TinySeries.writeEnhanced(enhanced.resolve("e.dcm"), 1, 3, 5);
        addFolder(enhanced, "e.dcm");
        Path single = folder();
        TinySeries.write(single, 1);
        addFolder(single, "z.dcm");
    }
}
