package org.sagittal.preprocessing.reader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sagittal.geometry.io.FormatException;
import org.sagittal.geometry.io.WholeFile;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.preprocessing.image2d.Picture;
import org.sagittal.preprocessing.image2d.Pictures;

/**
 * nnU-Net's {@code Tiff3DIO}: grey TIFFs of one page a slice. The spacing stands in {@code <case>.json} beside them as
 * {@code {"spacing": [z, y, x]}}, in array order (nnU-Net's manual shows x, y, z, but its code takes the list as it is); without it,
 * 1 mm.
 */
final class TiffStackReader implements ImageReader {
    static final String NAME = "Tiff3DIO";
    private static final int CHANNEL_SUFFIX_LENGTH = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String nnunetName() {
        return NAME;
    }

    @Override
    public CaseImages readImages(List<Path> files) {
        CaseImages images = Channels.join(files, file -> read(file, Spacing.UNIT));
        String stem = stem(files.get(0));
        String id = stem.substring(0, Math.max(0, stem.length() - CHANNEL_SUFFIX_LENGTH));
        Spacing spacing = spacing(files.get(0).resolveSibling(id + ".json"));
        return new CaseImages(images.channels(), spacing, new Placement.Stack(spacing));
    }

    private static CaseImages read(Path file, Spacing spacing) {
        Picture picture = Pictures.read(file);
        if (picture.colours().size() > 1) {
            throw new FormatException(
                    file,
                    "has " + picture.colours().size() + " colours; store each as a grey stack, a channel of its own");
        }
        return new CaseImages(picture.colours(), spacing, new Placement.Stack(spacing));
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static Spacing spacing(Path sidecar) {
        if (!Files.isRegularFile(sidecar)) {
            return Spacing.UNIT;
        }
        try {
            JsonNode spacing = JSON.readTree(Files.readAllBytes(sidecar)).get("spacing");
            if (spacing == null || !spacing.isArray() || spacing.size() != 3) {
                throw new FormatException(
                        sidecar, "must be {\"spacing\": [z, y, x]} with three numbers, got " + spacing);
            }
            return new Spacing(
                    spacing.get(0).asDouble(),
                    spacing.get(1).asDouble(),
                    spacing.get(2).asDouble());
        } catch (JsonProcessingException e) {
            throw new FormatException(sidecar, "is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new FormatException(sidecar, "cannot be read: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new FormatException(sidecar, e.getMessage(), e);
        }
    }

    @Override
    public LabelVoxels readLabel(Path file) {
        return PictureLabels.of(file, read(file, Spacing.UNIT).channels().get(0));
    }

    @Override
    public void writeLabel(LabelVoxels labels, CaseImages like, Path file) {
        Channels.requireShape(labels.shape(), like);
        Pictures.writeLabels(file, labels);
        writeSidecar(like, file);
    }

    @Override
    public void writeIntensities(FloatVoxels values, CaseImages like, Path file) {
        Channels.requireShape(values.shape(), like);
        Pictures.writeFloats(file, values);
        writeSidecar(like, file);
    }

    private static void writeSidecar(CaseImages like, Path file) {
        if (!(like.placement() instanceof Placement.Stack stack)) {
            throw Channels.foreign(NAME, like.placement());
        }
        double[] spacing = stack.spacing().toArrayMm();
        String json = "{\n    \"spacing\": [\n        " + spacing[0] + ",\n        " + spacing[1] + ",\n        "
                + spacing[2] + "\n    ]\n}";
        WholeFile.write(
                file.resolveSibling(stem(file) + ".json"), out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
    }
}
