package org.sagittal.models.training.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.patch.RandomStream;
import org.sagittal.preprocessing.ClassLocations;

/** Cases in memory. */
final class MemoryPatches implements PatchSource {
    private final List<Case> cases;

    MemoryPatches(Case... cases) {
        this.cases = List.of(cases);
    }

    /** One case: image (C, z, y, x), labels (L, z, y, x). */
    record Case(Shape shape, float[][] image, short[][] labels, ClassLocations classLocations) implements PatchCase {
        @Override
        public int channels() {
            return image.length;
        }

        @Override
        public void readImage(int channel, Box box, float[] into) {
            copy(image[channel], box, into);
        }

        @Override
        public void readLabel(int channel, Box box, short[] into) {
            copy(labels[channel], box, into);
        }

        private void copy(Object from, Box box, Object into) {
            if (box.startZ() < 0
                    || box.startY() < 0
                    || box.startX() < 0
                    || box.endZ() > shape.z()
                    || box.endY() > shape.y()
                    || box.endX() > shape.x()) {
                throw new IllegalArgumentException("box must lie inside " + shape + ", got " + box);
            }
            Shape part = box.shape();
            for (int z = 0; z < part.z(); z++) {
                for (int y = 0; y < part.y(); y++) {
                    int source = ((z + box.startZ()) * shape.y() + y + box.startY()) * shape.x() + box.startX();
                    System.arraycopy(from, source, into, (z * part.y() + y) * part.x(), part.x());
                }
            }
        }
    }

    /** Noise with two classes: label 2 in a small block, label 1 in a larger one, -1 in a corner, a blurred copy as second label. */
    static Case noisy(Shape shape, int channels, long seed) {
        RandomStream random = RandomStream.of(seed);
        int voxels = (int) shape.voxels();
        float[][] image = new float[channels][voxels];
        short[][] labels = new short[2][voxels];
        List<Integer> ones = new ArrayList<>();
        List<Integer> twos = new ArrayList<>();
        int i = 0;
        for (int z = 0; z < shape.z(); z++) {
            for (int y = 0; y < shape.y(); y++) {
                for (int x = 0; x < shape.x(); x++, i++) {
                    for (int c = 0; c < channels; c++) {
                        image[c][i] = (float) random.gaussian();
                    }
                    boolean two = 4 * z >= 3 * shape.z() && 4 * y >= 3 * shape.y() && 4 * x >= 3 * shape.x();
                    boolean one = 2 * y >= shape.y() && 2 * x >= shape.x();
                    boolean outside = z + y + x < 3;
                    labels[0][i] = (short) (outside ? -1 : two ? 2 : one ? 1 : 0);
                    labels[1][i] = (short) (random.chance(0.1) ? 0 : Math.max(0, labels[0][i]));
                    if (labels[0][i] > 0) {
                        (two ? twos : ones).addAll(List.of(z, y, x));
                    }
                }
            }
        }
        ClassLocations locations =
                ClassLocations.of(List.of(List.of(1), List.of(2)), List.of(array(ones), array(twos)));
        return new Case(shape, image, labels, locations);
    }

    private static int[] array(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public List<String> ids() {
        return IntStream.range(0, cases.size()).mapToObj(String::valueOf).toList();
    }

    @Override
    public PatchCase open(String id) {
        return cases.get(Integer.parseInt(id));
    }
}
