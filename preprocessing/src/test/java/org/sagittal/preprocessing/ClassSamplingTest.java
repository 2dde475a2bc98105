package org.sagittal.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.dataset.LabelScheme;
import org.sagittal.preprocessing.random.LegacyNumpyRandom;

class ClassSamplingTest {
    private static LabelScheme scheme(String labels, String order) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        return LabelScheme.parse(
                (ObjectNode) mapper.readTree(labels),
                order.isEmpty() ? Optional.empty() : Optional.of(mapper.readTree(order)));
    }

    private static LabelVoxels random(Shape shape, int labels, double foreground, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        short[][] slices = new short[shape.z()][shape.sliceVoxels()];
        for (short[] slice : slices) {
            for (int i = 0; i < slice.length; i++) {
                slice[i] = (short) (random.nextDouble() < foreground ? random.nextInt(labels + 1) : -1);
            }
        }
        return LabelVoxels.of(shape, slices);
    }

    /** All voxels of a class in a list, label after label, and the first of a permutation: the definition, slow and large. */
    private static int[] byDefinition(LabelVoxels seg, List<Integer> labels, LegacyNumpyRandom random) {
        List<int[]> voxels = new ArrayList<>();
        for (int label : labels) {
            for (int z = 0; z < seg.shape().z(); z++) {
                for (int y = 0; y < seg.shape().y(); y++) {
                    for (int x = 0; x < seg.shape().x(); x++) {
                        if (seg.at(z, y, x) == label) {
                            voxels.add(new int[] {z, y, x});
                        }
                    }
                }
            }
        }
        int n = voxels.size();
        if (n == 0) {
            return new int[0];
        }
        int count = Math.max(Math.min(10000, n), (int) Math.ceil(n * 0.01));
        return IntStream.of(random.choiceWithoutReplacement(n, count))
                .mapToObj(voxels::get)
                .flatMapToInt(IntStream::of)
                .toArray();
    }

    private static void compare(LabelVoxels seg, LabelScheme scheme, List<List<Integer>> classes) {
        ClassLocations found = ClassSampling.draw(seg, scheme);

        LegacyNumpyRandom random = new LegacyNumpyRandom(1234);
        assertThat(found.classes()).isEqualTo(classes);
        for (int i = 0; i < classes.size(); i++) {
            assertThat(found.rows(i)).as("%s", classes.get(i)).isEqualTo(byDefinition(seg, classes.get(i), random));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.5, 1})
    void drawsLabelsOneAfterTheOther(double foreground) throws IOException {
        compare(
                random(new Shape(7, 12, 9), 3, foreground, 1),
                scheme("{\"background\": 0, \"a\": 1, \"b\": 2, \"c\": 3}", ""),
                List.of(List.of(1), List.of(2), List.of(3)));
    }

    @Test
    void drawsOverlappingRegionsAndAnnotatedVoxels() throws IOException {
        compare(
                random(new Shape(5, 11, 13), 3, 0.7, 2),
                scheme("{\"background\": 0, \"whole\": [2, 1], \"part\": 2, \"ignore\": 3}", "[1, 2]"),
                List.of(List.of(2, 1), List.of(2), List.of(-1, 0, 1, 2)));
    }

    @Test
    void drawsOnePercentOfWhatIsVeryLarge() throws IOException {
        Shape shape = new Shape(11, 300, 310);
        LabelVoxels seg = LabelVoxels.of(shape, filled(shape, (short) 1));

        ClassLocations found = ClassSampling.draw(seg, scheme("{\"background\": 0, \"a\": 1}", ""));

        assertThat(found.count(0)).isEqualTo(10230);
        compare(seg, scheme("{\"background\": 0, \"a\": 1}", ""), List.of(List.of(1)));
    }

    private static short[][] filled(Shape shape, short label) {
        short[][] slices = new short[shape.z()][shape.sliceVoxels()];
        for (short[] slice : slices) {
            Arrays.fill(slice, label);
        }
        return slices;
    }

    @Test
    void aLabelOutsideTheSchemeIsNoClass() throws IOException {
        LabelVoxels seg = LabelVoxels.of(new Shape(1, 1, 4), new short[][] {{7, -3, 1, 0}});

        ClassLocations found = ClassSampling.draw(seg, scheme("{\"background\": 0, \"a\": 1, \"b\": 2}", ""));

        assertThat(found.rows(0)).containsExactly(0, 0, 2);
        assertThat(found.count(1)).isZero();
    }
}
