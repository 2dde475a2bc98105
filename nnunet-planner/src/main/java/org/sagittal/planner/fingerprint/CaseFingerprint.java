package org.sagittal.planner.fingerprint;

import java.util.ArrayList;
import java.util.List;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.preprocessing.crop.NonzeroRegion;
import org.sagittal.preprocessing.random.LegacyNumpyRandom;
import org.sagittal.preprocessing.reader.CaseImages;

/**
 * What one case adds to a fingerprint.
 *
 * @param spacing as the reader gives it
 * @param shapeAfterCrop extents of the nonzero box
 * @param relativeSize voxels of the box / voxels of the image
 * @param drawn drawn foreground intensities per channel; empty lists of values without foreground
 */
record CaseFingerprint(Spacing spacing, Shape shapeAfterCrop, double relativeSize, List<ValueCounts> drawn) {
    private static final long SEED = 1234;

    /**
     * Measures a case. Foreground is every label above 0, the ignore label included, inside the nonzero box.
     *
     * @param images (c, z, y, x)
     * @param label (z, y, x) of the same extents
     * @param draws how many foreground voxels are drawn per channel, with replacement, one random sequence for all channels
     * @return the case's part
     * @throws IllegalArgumentException if extents differ or a voxel is not a number
     */
    static CaseFingerprint of(CaseImages images, LabelVoxels label, int draws) {
        if (!images.shape().equals(label.shape())) {
            throw new IllegalArgumentException(
                    "label must have the image's extents " + images.shape() + ", got " + label.shape());
        }
        NonzeroRegion region = NonzeroRegion.of(images.channels());
        int foreground = count(label, region.box());
        LegacyNumpyRandom random = new LegacyNumpyRandom(SEED);
        List<ValueCounts> drawn = new ArrayList<>();
        for (int c = 0; c < images.channels().size(); c++) {
            refuseNan(images.channels().get(c), region.box(), c);
            float[] values = collect(images.channels().get(c), label, region.box(), foreground);
            drawn.add(
                    foreground == 0
                            ? ValueCounts.empty()
                            : ValueCounts.of(values, random.countWithReplacement(foreground, draws)));
        }
        return new CaseFingerprint(images.spacing(), region.box().shape(), region.relativeSize(), drawn);
    }

    private static int count(LabelVoxels label, Box box) {
        int width = label.shape().x();
        int count = 0;
        for (int z = box.startZ(); z < box.endZ(); z++) {
            short[] slice = label.slice(z);
            for (int y = box.startY(); y < box.endY(); y++) {
                for (int i = y * width + box.startX(); i < y * width + box.endX(); i++) {
                    count = Math.addExact(count, slice[i] > 0 ? 1 : 0);
                }
            }
        }
        return count;
    }

    private static float[] collect(FloatVoxels channel, LabelVoxels label, Box box, int foreground) {
        float[] values = new float[foreground];
        int width = label.shape().x();
        int at = 0;
        for (int z = box.startZ(); z < box.endZ(); z++) {
            short[] labels = label.slice(z);
            float[] slice = channel.slice(z);
            for (int y = box.startY(); y < box.endY(); y++) {
                for (int i = y * width + box.startX(); i < y * width + box.endX(); i++) {
                    if (labels[i] > 0) {
                        values[at++] = slice[i];
                    }
                }
            }
        }
        return values;
    }

    private static void refuseNan(FloatVoxels channel, Box box, int number) {
        for (int z = box.startZ(); z < box.endZ(); z++) {
            for (float v : channel.slice(z)) {
                if (Float.isNaN(v)) {
                    throw new IllegalArgumentException("channel " + number
                            + " must hold numbers only, got NaN in slice " + z + "; mend the image");
                }
            }
        }
    }
}
