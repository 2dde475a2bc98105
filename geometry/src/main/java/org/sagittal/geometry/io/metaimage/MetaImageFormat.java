package org.sagittal.geometry.io.metaimage;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.sagittal.geometry.io.AxisGrid;
import org.sagittal.geometry.io.DataFiles;
import org.sagittal.geometry.io.DataPart;
import org.sagittal.geometry.io.DataPart.Packing;
import org.sagittal.geometry.io.DataParts;
import org.sagittal.geometry.io.FileTrouble;
import org.sagittal.geometry.io.FormatException;
import org.sagittal.geometry.io.NumberSource;
import org.sagittal.geometry.io.SliceReader;
import org.sagittal.geometry.io.SliceSink;
import org.sagittal.geometry.io.SliceSource;
import org.sagittal.geometry.io.SliceWriter;
import org.sagittal.geometry.io.SpillBuffer;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.VolumeHeader.Voxel;
import org.sagittal.geometry.io.WholeFile;

/**
 * MetaImage: {@code .mha}, or {@code .mhd} with its voxels in other files. Values and geometry are what SimpleITK 2.5 gives; voxels as
 * text are read besides. Written with zlib.
 */
public final class MetaImageFormat implements VolumeFormat {
    private static final String DETACHED = ".mhd";
    private static final List<String> ENDINGS = List.of(".mha", DETACHED);
    private static final long MOST_CHANNELS = 65_535;

    @Override
    public String name() {
        return "metaimage";
    }

    @Override
    public List<String> endings() {
        return ENDINGS;
    }

    @Override
    public boolean recognises(Path file, byte[] start) {
        return MetaHeader.begins(start);
    }

    private record Opened(VolumeHeader header, SliceReader.Layout layout, DataParts data) {}

    private static Opened open(Path file) throws IOException {
        MetaHeader header = MetaHeader.read(file);
        AxisGrid axes = header.axes(file);
        long components = header.components(file);
        double channels = components * axes.stacks();
        if (channels > MOST_CHANNELS) {
            throw new FormatException(
                    file, "has " + channels + " numbers a voxel; at most " + MOST_CHANNELS + " are read");
        }
        VolumeHeader described = new VolumeHeader(
                "metaimage",
                header.type(file),
                components > 1 ? Voxel.VECTOR : Voxel.SCALAR,
                axes.grid(file),
                axes.dimensions(),
                (int) channels);
        SliceReader.Layout layout =
                new SliceReader.Layout(described.grid().shape(), (int) components, 0, (int) axes.stacks());
        try {
            return new Opened(
                    described, layout, parts(file, header, axes, layout).require());
        } catch (ArithmeticException e) {
            throw new FormatException(file, "has more voxels than 64 bits can count", e);
        }
    }

    private static DataParts parts(Path file, MetaHeader header, AxisGrid axes, SliceReader.Layout layout) {
        String named = header.require(file, "ElementDataFile");
        boolean local = named.equalsIgnoreCase("LOCAL");
        List<Path> files = local ? List.of(file) : files(file, header, axes, named);
        long numbers = layout.numbers();
        if (numbers % files.size() != 0) {
            throw new FormatException(
                    file,
                    "spreads " + numbers + " numbers over " + files.size() + " files, which cannot be equal parts");
        }
        String headerSize = header.get("HeaderSize");
        long skip = headerSize == null ? 0 : MetaHeader.whole(file, "HeaderSize", headerSize);
        Packing packing = header.packing();
        if (skip < -1 || skip == -1 && packing != Packing.NONE) {
            throw new FormatException(
                    file,
                    "has a HeaderSize of " + skip
                            + "; it must be at least 0, or -1 for voxels at the end of a raw file");
        }
        List<DataPart> parts = new ArrayList<>();
        for (Path one : files) {
            // Before unpacking, so it belongs to the offset.
            long offset = (local ? header.end() : 0) + Math.max(0, skip);
            parts.add(new DataPart(one, offset, 0, Math.min(0, skip), packing));
        }
        return new DataParts(file, parts, header.type(file), header.order(), numbers / files.size());
    }

    private static List<Path> files(Path file, MetaHeader header, AxisGrid axes, String named) {
        String[] words = named.split("\\s+");
        if (words[0].equals("LIST")) {
            if (header.files().isEmpty()) {
                throw new FormatException(file, "lists no file of its data");
            }
            long count = slices(axes, words.length > 1 ? words[1] : "");
            return header.files().stream()
                    .limit(count)
                    .map(name -> DataFiles.beside(file, name))
                    .toList();
        }
        if (!DataFiles.numbered(words[0])) {
            return List.of(DataFiles.beside(file, named));
        }
        long count = slices(axes, "");
        long first = words.length > 1 ? MetaHeader.whole(file, "ElementDataFile", words[1]) : 1;
        long last = words.length > 2 ? MetaHeader.whole(file, "ElementDataFile", words[2]) : first + count - 1;
        long step = words.length > 3 ? MetaHeader.whole(file, "ElementDataFile", words[3]) : 1;
        return DataFiles.numbered(file, words[0], new long[] {first, last, step}, count);
    }

    /** How many parts there are if each has some of the first axes; one fewer than all unless it is said. */
    private static long slices(AxisGrid axes, String said) {
        int each = said.matches("\\d{1,2}D?") ? Integer.parseInt(said.replace("D", "")) : axes.dimensions() - 1;
        return Arrays.stream(axes.sizes())
                .skip(Math.max(0, each))
                .reduce(1, (a, b) -> Math.min(Integer.MAX_VALUE, a * b));
    }

    @Override
    public VolumeHeader readHeader(Path file) {
        try {
            return open(file).header;
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    @Override
    public void scan(Path file, SliceSink sink) {
        try {
            Opened opened = open(file);
            try (NumberSource numbers = opened.data.open()) {
                SliceReader.scan(file, opened.layout, numbers, sink);
            }
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    @Override
    public void write(Path file, VolumeHeader header, SliceSource source) {
        WholeFile.Content voxels =
                out -> SliceWriter.zlibbed(out, to -> SliceWriter.write(to, header, source, ByteOrder.LITTLE_ENDIAN));
        String name = file.getFileName().toString();
        if (name.toLowerCase(Locale.ROOT).endsWith(DETACHED)) {
            writeDetached(file, header, voxels);
            return;
        }
        WholeFile.write(file, out -> {
            // ITK reads nothing but chance where the header does not say how long the packed voxels are.
            try (SpillBuffer packed = new SpillBuffer(file.toAbsolutePath().getParent())) {
                voxels.writeTo(packed);
                out.write(head(header, packed.length(), "LOCAL"));
                packed.writeTo(out);
            }
        });
    }

    private static void writeDetached(Path file, VolumeHeader header, WholeFile.Content voxels) {
        String name = file.getFileName().toString();
        Path data = file.resolveSibling(name.substring(0, name.length() - DETACHED.length()) + ".zraw");
        WholeFile.write(data, out -> {
            voxels.writeTo(out);
            Files.deleteIfExists(file); // an older header must not describe the new voxels
        });
        WholeFile.write(
                file,
                out -> out.write(
                        head(header, Files.size(data), data.getFileName().toString())));
    }

    private static byte[] head(VolumeHeader header, long packedBytes, String dataFile) {
        return MetaHeaderWriter.text(header, packedBytes, dataFile).getBytes(StandardCharsets.UTF_8);
    }
}
