package org.sagittal.preprocessing.reader;

import java.nio.file.Path;
import java.util.List;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.preprocessing.image2d.Picture;
import org.sagittal.preprocessing.image2d.PictureLabels;
import org.sagittal.preprocessing.image2d.Pictures;
import org.sagittal.preprocessing.image2d.SpacingSidecar;

/**
 * nnU-Net's {@code Tiff3DIO}: grey TIFFs of one page a slice. The spacing stands in {@code <case>.json} beside them as
 * {@code {"spacing": [z, y, x]}}, in array order (nnU-Net's manual shows x, y, z, but its code takes the list as it is); without it,
 * 1 mm.
 */
final class TiffStackReader implements ImageReader {
    static final String NAME = "Tiff3DIO";
    private static final int CHANNEL_SUFFIX_LENGTH = 5;

    @Override
    public String nnunetName() {
        return NAME;
    }

    @Override
    public CaseImages readImages(List<Path> files) {
        CaseImages images = Channels.join(files, file -> read(file, Spacing.UNIT));
        String stem = SpacingSidecar.stem(files.get(0));
        String id = stem.substring(0, Math.max(0, stem.length() - CHANNEL_SUFFIX_LENGTH));
        Spacing spacing = SpacingSidecar.read(files.get(0).resolveSibling(id + ".json"));
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
        SpacingSidecar.write(file, stack.spacing());
    }
}
