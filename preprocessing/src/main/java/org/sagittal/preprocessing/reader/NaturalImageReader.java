package org.sagittal.preprocessing.reader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.preprocessing.image2d.Picture;
import org.sagittal.preprocessing.image2d.PictureLabels;
import org.sagittal.preprocessing.image2d.Pictures;

/**
 * nnU-Net's {@code NaturalImage2DIO}: pictures; grey is one channel, colours are three, with opacity four. The spacing is always
 * (999, 1, 1).
 */
final class NaturalImageReader implements ImageReader {
    static final String NAME = "NaturalImage2DIO";
    private static final Spacing SPACING = new Spacing(999, 1, 1);

    @Override
    public String nnunetName() {
        return NAME;
    }

    @Override
    public CaseImages readImages(List<Path> files) {
        return Channels.join(files, NaturalImageReader::read);
    }

    private static CaseImages read(Path file) {
        Picture picture = Pictures.read(file);
        List<FloatVoxels> channels = picture.colours();
        int pages = picture.shape().z();
        if (pages > 1) {
            // scikit-image takes three or four grey pages for colours; nnU-Net inherits that.
            if (channels.size() > 1 || pages < 3 || pages > 4) {
                throw new FormatException(
                        file, "is a stack of " + pages + " pages; " + NAME + " reads single pictures");
            }
            channels = pages(channels.get(0));
        } else if (channels.size() == 2 || channels.size() > 4) {
            throw new FormatException(
                    file, "has " + channels.size() + " colours; grey (1), RGB (3) and RGBA (4) are read");
        }
        return new CaseImages(channels, SPACING, new Placement.Flat());
    }

    private static List<FloatVoxels> pages(FloatVoxels stack) {
        Shape flat = new Shape(1, stack.shape().y(), stack.shape().x());
        List<FloatVoxels> channels = new ArrayList<>();
        for (int z = 0; z < stack.shape().z(); z++) {
            channels.add(FloatVoxels.of(flat, new float[][] {stack.slice(z)}));
        }
        return channels;
    }

    @Override
    public LabelVoxels readLabel(Path file) {
        CaseImages images = read(file);
        if (images.channels().size() != 1) {
            throw new FormatException(
                    file,
                    "has " + images.channels().size()
                            + " colours; a label map must be grey, each grey value being a label");
        }
        return PictureLabels.of(file, images.channels().get(0));
    }

    @Override
    public void writeLabel(LabelVoxels labels, CaseImages like, Path file) {
        Channels.requireShape(labels.shape(), like);
        Pictures.writeLabels(file, labels);
    }

    @Override
    public void writeIntensities(FloatVoxels values, CaseImages like, Path file) {
        Channels.requireShape(values.shape(), like);
        Pictures.writeFloats(file, values);
    }
}
