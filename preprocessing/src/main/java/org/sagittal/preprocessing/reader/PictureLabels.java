package org.sagittal.preprocessing.reader;

import java.nio.file.Path;
import org.sagittal.geometry.io.WholeLabels;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;

/** Label maps out of pictures. */
final class PictureLabels {
    private PictureLabels() {}

    static LabelVoxels of(Path file, FloatVoxels values) {
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
