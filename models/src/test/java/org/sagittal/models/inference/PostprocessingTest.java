package org.sagittal.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.inference.Postprocessing.KeepLargest;

/** Worked by hand: each row of digits is one row of voxels, a blank line parts two slices. */
final class PostprocessingTest {
    @TempDir
    private Path folder;

    private static LabelVoxels voxels(String text) {
        String[] slices = text.strip().split("\n\n");
        int width = slices[0].split("\n")[0].length();
        int height = slices[0].split("\n").length;
        short[][] values = new short[slices.length][];
        for (int z = 0; z < slices.length; z++) {
            String digits = slices[z].replace("\n", "");
            values[z] = new short[digits.length()];
            for (int i = 0; i < digits.length(); i++) {
                values[z][i] = (short) (digits.charAt(i) - '0');
            }
        }
        return LabelVoxels.of(new Shape(slices.length, height, width), values);
    }

    private static String text(LabelVoxels voxels) {
        StringBuilder text = new StringBuilder();
        for (int z = 0; z < voxels.shape().z(); z++) {
            for (int y = 0; y < voxels.shape().y(); y++) {
                for (int x = 0; x < voxels.shape().x(); x++) {
                    text.append(voxels.at(z, y, x));
                }
                text.append('\n');
            }
            text.append('\n');
        }
        return text.toString().strip();
    }

    @Test
    void smallerComponentsOfOneLabelBecomeZeroAndOtherLabelsStay() {
        LabelVoxels after = KeepLargest.label(1).apply(voxels("1100201\n1000200\n0000011"));

        assertThat(text(after)).isEqualTo("1100200\n1000200\n0000000");
    }

    @Test
    void voxelsThatShareACornerAreOneComponent() {
        LabelVoxels diagonal = voxels("100\n000\n000\n\n000\n010\n000\n\n000\n000\n001");

        assertThat(KeepLargest.label(1).apply(diagonal)).isSameAs(diagonal);
    }

    @Test
    void theCornersAlsoCountWithinOneSlice() {
        assertThat(text(KeepLargest.label(3).apply(voxels("3003\n0300\n0000")))).isEqualTo("3000\n0300\n0000");
    }

    @Test
    void allComponentsOfTheLargestSizeAreKept() {
        assertThat(text(KeepLargest.label(1).apply(voxels("1101101")))).isEqualTo("1101100");
    }

    @Test
    void labelsTakenTogetherAreOneMask() {
        LabelVoxels before = voxels("12220100\n00000022");

        assertThat(text(KeepLargest.together(List.of(1, 2)).apply(before))).isEqualTo("12220000\n00000000");
        assertThat(text(KeepLargest.label(2).apply(before))).isEqualTo("12220100\n00000000");
    }

    @Test
    void stepsBuildOnEachOther() {
        LabelVoxels before = voxels("1022201100");
        Postprocessing both =
                Postprocessing.NONE.then(KeepLargest.together(List.of(1, 2))).then(KeepLargest.label(1));

        assertThat(text(Postprocessing.NONE.then(KeepLargest.label(1)).apply(before)))
                .isEqualTo("0022201100");
        assertThat(text(both.apply(before))).isEqualTo("0022200000");
    }

    @Test
    void aMapWithoutTheLabelAndNoStepsAtAllChangeNothing() {
        LabelVoxels before = voxels("1010");

        assertThat(KeepLargest.label(2).apply(before)).isSameAs(before);
        assertThat(Postprocessing.NONE.apply(before)).isSameAs(before);
    }

    @Test
    void theMapThatIsGivenStaysAsItWas() {
        LabelVoxels before = voxels("1101");
        KeepLargest.label(1).apply(before);

        assertThat(text(before)).isEqualTo("1101");
    }

    /** Steps look only where their labels lie; the plain way floods the whole map for each. */
    @Test
    void manyStepsDoWhatEachOverTheWholeMapWouldDo() {
        Random random = new Random(11);
        for (int round = 0; round < 60; round++) {
            Shape shape = new Shape(1 + random.nextInt(6), 1 + random.nextInt(9), 1 + random.nextInt(12));
            int background = random.nextInt(100);
            short[][] values = new short[shape.z()][shape.sliceVoxels()];
            for (short[] slice : values) {
                for (int i = 0; i < slice.length; i++) {
                    slice[i] = (short) (random.nextInt(100) < background ? 0 : random.nextInt(7));
                }
            }
            LabelVoxels before = LabelVoxels.of(shape, values);
            Postprocessing steps = Postprocessing.NONE;
            LabelVoxels plain = before;
            for (int step = 0; step < 1 + random.nextInt(6); step++) {
                List<Integer> labels = random.ints(1 + random.nextInt(3), 1, 9)
                        .distinct()
                        .boxed()
                        .toList();
                steps = steps.then(KeepLargest.together(labels));
                plain = plainly(labels, plain);
            }
            assertThat(text(steps.apply(before))).as(steps.describe()).isEqualTo(text(plain));
            for (int z = 0; z < shape.z(); z++) {
                assertThat(before.slice(z)).isSameAs(values[z]);
            }
        }
    }

    private static LabelVoxels plainly(List<Integer> labels, LabelVoxels before) {
        Shape shape = before.shape();
        List<Set<Integer>> components = new ArrayList<>();
        Set<Integer> left = new TreeSet<>();
        for (int i = 0; i < shape.voxels(); i++) {
            if (labels.contains((int) before.slice(i / shape.sliceVoxels())[i % shape.sliceVoxels()])) {
                left.add(i);
            }
        }
        while (!left.isEmpty()) {
            Set<Integer> component = new TreeSet<>();
            Deque<Integer> seeds = new ArrayDeque<>(List.of(left.iterator().next()));
            left.remove(seeds.peek());
            while (!seeds.isEmpty()) {
                int voxel = seeds.pop();
                component.add(voxel);
                for (int other : List.copyOf(left)) {
                    if (touch(shape, voxel, other)) {
                        left.remove(other);
                        seeds.push(other);
                    }
                }
            }
            components.add(component);
        }
        int most = components.stream().mapToInt(Set::size).max().orElse(0);
        short[][] after = new short[shape.z()][];
        Arrays.setAll(after, z -> before.slice(z).clone());
        components.stream()
                .filter(one -> one.size() < most)
                .forEach(one -> one.forEach(i -> after[i / shape.sliceVoxels()][i % shape.sliceVoxels()] = 0));
        return LabelVoxels.of(shape, after);
    }

    private static boolean touch(Shape shape, int a, int b) {
        return Math.abs(a / shape.sliceVoxels() - b / shape.sliceVoxels()) < 2
                && Math.abs(a % shape.sliceVoxels() / shape.x() - b % shape.sliceVoxels() / shape.x()) < 2
                && Math.abs(a % shape.x() - b % shape.x()) < 2;
    }

    @Test
    void readsLabelsListsAndRegionsFromNnunetsFile() throws IOException {
        Path file = Files.writeString(folder.resolve("postprocessing.json"), """
                {"input_folder": {"foreground_mean": {"Dice": NaN}},
                 "postprocessing_fns": ["remove_all_but_largest_component_from_segmentation",
                    "remove_all_but_largest_component_from_segmentation",
                    "remove_all_but_largest_component_from_segmentation"],
                 "postprocessing_kwargs": [{"labels_or_regions": [1, 2]}, {"labels_or_regions": 2},
                    {"labels_or_regions": [[1, 2], 3], "background_label": 0}]}""");

        assertThat(Postprocessing.read(file).steps())
                .containsExactly(
                        KeepLargest.together(List.of(1, 2)),
                        KeepLargest.label(2),
                        KeepLargest.together(List.of(1, 2, 3)));
    }

    @Test
    void writesWhatItReads() {
        Postprocessing steps =
                Postprocessing.NONE.then(KeepLargest.together(List.of(2))).then(KeepLargest.label(2));

        assertThat(steps.toJson().get("postprocessing_kwargs").toString())
                .isEqualTo("[{\"labels_or_regions\":[2]},{\"labels_or_regions\":2}]");
        assertThat(Postprocessing.parse(steps.toJson())).isEqualTo(steps);
    }

    @Test
    void anotherFunctionIsRefusedByName() {
        assertRefused("[\"os.system\"]", "[{\"labels_or_regions\": 1}]", "os.system");
    }

    @Test
    void anotherArgumentIsRefusedByName() {
        String name = "[\"remove_all_but_largest_component_from_segmentation\"]";
        assertRefused(name, "[{\"labels_or_regions\": 1, \"minimum_size\": 4}]", "minimum_size = 4");
        assertRefused(name, "[{\"labels_or_regions\": 1, \"background_label\": 2}]", "background_label = 2");
        assertRefused(name, "[{\"labels_or_regions\": \"all\"}]", "\"all\"");
        assertRefused(name, "[{\"labels_or_regions\": [[[1]]]}]", "[1]");
        assertRefused(name, "[{\"labels_or_regions\": 0}]", "[0]");
        assertRefused(name, "[{}]", "labels_or_regions must be");
        assertRefused(name, "[]", "1 and 0");
        assertRefused("3", "[]", "lists");
    }

    private static void assertRefused(String functions, String arguments, String said) {
        String json = "{\"postprocessing_fns\": " + functions + ", \"postprocessing_kwargs\": " + arguments + "}";
        assertThatThrownBy(() -> Postprocessing.parse(new ObjectMapper().readTree(json)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    @Test
    void aPickleIsNeverOpened() {
        assertThatThrownBy(() -> Postprocessing.read(folder.resolve("postprocessing.pkl")))
                .hasMessageContaining("postprocessing.json");
    }

    @Test
    void brokenFilesAreOneSentence() throws IOException {
        Path file = Files.writeString(folder.resolve("broken.json"), "{\"postprocessing_fns\": [");

        assertThatThrownBy(() -> Postprocessing.read(file)).hasMessageContaining("is not JSON");
        assertThatThrownBy(() -> Postprocessing.read(folder.resolve("none.json")))
                .hasMessageContaining("cannot be read");
    }
}
