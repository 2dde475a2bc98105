package org.sagittal.preprocessing.image2d;

import java.nio.file.Path;
import org.sagittal.geometry.io.WholeLabels;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;

/** Label maps out of pictures. */
public final class PictureLabels {
    private PictureLabels() {}

    /**
     * Takes a grey picture for a label map.
     *
     * @param file what messages name
     * @param picture its colours
     * @return the labels (pages, y, x)
     * @throws FormatException if it has more than one colour, or a value that is no label
     */
    static LabelVoxels of(Path file, Picture picture) {
        if (picture.colours().size() != 1) {
            throw new FormatException(
                    file,
                    "has " + picture.colours().size()
                            + " colours; a label map must be grey, each grey value being a label");
        }
        return of(file, picture.colours().get(0));
    }

    /**
     * Takes numbers for labels.
     *
     * @param file what messages name
     * @param values (z, y, x)
     * @return the labels, of the same shape
     * @throws FormatException if a value is no label
     */
    public static LabelVoxels of(Path file, FloatVoxels values) {
        short[][] slices = new short[values.shape().z()][];
        for (int z = 0; z < slices.length; z++) {
            float[] slice = values.slice(z);
            double[] wide = new double[slice.length];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = slice[i];
            }
            slices[z] = WholeLabels.of(file, wide, z, values.shape().x());
        }
        return LabelVoxels.of(values.shape(), slices);
    }
}
