package org.sagittal.models.augment.spatial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.sagittal.geometry.HalfFloat;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.patch.RandomStream;
import org.sagittal.models.augment.patch.TrainingPatch;

class LabelVoteTest {
    @Test
    void roundingIsThatOfHalfPrecision() {
        RandomStream random = RandomStream.of(1);
        for (int i = 0; i < 2000; i++) {
            float value = (float) random.uniform(0.001, 1000);
            assertThat(LabelVote.roundToHalf(value)).isEqualTo(HalfFloat.toFloat(HalfFloat.toHalf(value)));
        }
        assertThat(LabelVote.roundToHalf(500.2f)).isEqualTo(500.25f);
        assertThat(LabelVote.roundToHalf(500.125f)).isEqualTo(500);
    }

    @Test
    void halfWayBetweenTwoLabelsTheEvenVoxelDecides() {
        // Scale 1 from four to three columns: every position lies half-way, at 0.5, 1.5 and 2.5.
        BackwardMap map = BackwardMap.inPlane(0, 1, new Shape(1, 1, 3), new Shape(1, 1, 4));
        TrainingPatch result = new SpatialTransform(map).apply(row(7, 2, 5, 3));
        assertThat(result.label(0)).containsExactly((short) 7, (short) 5, (short) 5);
        assertThat(result.image(0)).containsExactly(4.5f, 3.5f, 4f);
    }

    @Test
    void beyondTheBorderTheLabelIsMinusOneAndTheImageZero() {
        BackwardMap map = BackwardMap.inPlane(0, 1, new Shape(1, 1, 6), new Shape(1, 1, 2));
        TrainingPatch result = new SpatialTransform(map).apply(row(3, 4));
        assertThat(result.label(0)).containsExactly(-1, -1, 3, 4, -1, -1);
        assertThat(result.image(0)).containsExactly(0, 0, 3, 4, 0, 0);
    }

    @Test
    void aWindowOfTheInitialPatchGivesTheSamePatch() {
        RandomStream random = RandomStream.of(3);
        Shape initial = new Shape(19, 23, 21);
        float[][] image = new float[2][(int) initial.voxels()];
        short[][] label = new short[1][(int) initial.voxels()];
        for (int i = 0; i < image[0].length; i++) {
            image[0][i] = (float) random.gaussian();
            image[1][i] = (float) random.gaussian();
            label[0][i] = (short) random.below(4);
        }
        for (int trial = 0; trial < 20; trial++) {
            double[] angles = {random.uniform(-0.5, 0.5), random.uniform(-0.5, 0.5), random.uniform(-0.5, 0.5)};
            BackwardMap map = BackwardMap.spatial(angles, random.uniform(0.7, 1.4), new Shape(9, 12, 10), initial);
            TrainingPatch whole =
                    new SpatialTransform(map).apply(new TrainingPatch(initial, image.clone(), label.clone()));
            Box reach = map.reach();
            TrainingPatch part = new SpatialTransform(map.into(reach)).apply(cut(initial, image, label, reach));
            assertThat(part.label(0)).isEqualTo(whole.label(0));
            for (int c = 0; c < 2; c++) {
                for (int i = 0; i < part.voxels(); i++) {
                    assertThat(part.image(c)[i])
                            .isCloseTo(whole.image(c)[i], org.assertj.core.api.Assertions.within(1e-5f));
                }
            }
        }
    }

    @Test
    void refusesAnotherShape() {
        BackwardMap map = BackwardMap.inPlane(0, 1, new Shape(1, 1, 6), new Shape(1, 1, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpatialTransform(map).apply(row(1, 2, 3)))
                .withMessageContaining("patch must have the shape (1, 1, 2)")
                .withMessageContaining("got (1, 1, 3)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BackwardMap.inPlane(0, 0, new Shape(1, 1, 6), new Shape(1, 1, 2)))
                .withMessageContaining("scale must be positive and finite, got 0.0");
    }

    private static TrainingPatch row(int... labels) {
        short[] label = new short[labels.length];
        float[] image = new float[labels.length];
        for (int i = 0; i < labels.length; i++) {
            label[i] = (short) labels[i];
            image[i] = labels[i];
        }
        return new TrainingPatch(new Shape(1, 1, labels.length), new float[][] {image}, new short[][] {label});
    }

    private static TrainingPatch cut(Shape initial, float[][] image, short[][] label, Box box) {
        Shape shape = box.shape();
        float[][] images = new float[2][(int) shape.voxels()];
        short[][] labels = new short[1][(int) shape.voxels()];
        int i = 0;
        for (int z = box.startZ(); z < box.endZ(); z++) {
            for (int y = box.startY(); y < box.endY(); y++) {
                for (int x = box.startX(); x < box.endX(); x++, i++) {
                    int from = (z * initial.y() + y) * initial.x() + x;
                    images[0][i] = image[0][from];
                    images[1][i] = image[1][from];
                    labels[0][i] = label[0][from];
                }
            }
        }
        return new TrainingPatch(shape, images, labels);
    }
}
