package org.sagittal.models.training.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.patch.RandomStream;
import org.sagittal.preprocessing.ClassLocations;

class PatchBoxesTest {
    private static final PatchBoxes BOXES = new PatchBoxes(new Shape(7, 9, 4), new Shape(4, 4, 4), false);

    @Test
    void aVoxelIsCentredByHand() {
        Shape shape = new Shape(20, 20, 20);
        assertThat(BOXES.around(shape, new int[] {10, 10, 10})).isEqualTo(new Box(7, 6, 8, 14, 15, 12));
        // Too early: 3 too many voxels along z are 2 before the case, 5 along y are 3, none along x.
        assertThat(BOXES.around(shape, new int[] {0, 0, 0})).isEqualTo(new Box(-2, -3, 0, 5, 6, 4));
        // Too late is allowed.
        assertThat(BOXES.around(shape, new int[] {19, 19, 19})).isEqualTo(new Box(16, 15, 17, 23, 24, 21));
    }

    @Test
    void boxesAroundVoxelsAreNnunets() throws IOException {
        JsonNode golden = new ObjectMapper()
                .readTree(SharedData.require("goldens/training-parts/forced_boxes.json")
                        .toFile());
        for (JsonNode entry : golden) {
            PatchBoxes boxes = new PatchBoxes(shape(entry.get("initial_patch")), shape(entry.get("patch")), false);
            Box box = boxes.around(shape(entry.get("shape")), numbers(entry.get("voxel")));
            for (int axis = 0; axis < 3; axis++) {
                assertThat(box.start(axis))
                        .isEqualTo(entry.get("start").get(axis).intValue());
                assertThat(box.end(axis)).isEqualTo(entry.get("end").get(axis).intValue());
            }
        }
    }

    @Test
    void randomBoxesFillTheirRange() {
        Shape shape = new Shape(8, 3, 5);
        Set<Integer> z = new TreeSet<>();
        Set<Integer> y = new TreeSet<>();
        Set<Integer> x = new TreeSet<>();
        RandomStream random = RandomStream.of(1);
        for (int i = 0; i < 500; i++) {
            Box box = BOXES.draw(shape, ClassLocations.NONE, i % 2 == 0, random);
            z.add(box.startZ());
            y.add(box.startY());
            x.add(box.startX());
            assertThat(box.shape()).isEqualTo(new Shape(7, 9, 4));
        }
        // Along z the overhang is 3: from -2 to 8 + 1 + 1 - 7. Along y the case is smaller: 6, from -3 to 3 + 3 - 9.
        // Along x none.
        assertThat(z).containsExactly(-2, -1, 0, 1, 2, 3);
        assertThat(y).containsExactly(-3);
        assertThat(x).containsExactly(0, 1);
    }

    @Test
    void everySliceOfACaseIsDrawnIn2d() {
        PatchBoxes slices = new PatchBoxes(new Shape(1, 6, 6), new Shape(1, 4, 4), false);
        Set<Integer> z = new TreeSet<>();
        RandomStream random = RandomStream.of(2);
        for (int i = 0; i < 200; i++) {
            z.add(slices.draw(new Shape(5, 6, 6), ClassLocations.NONE, false, random)
                    .startZ());
        }
        assertThat(z).containsExactly(0, 1, 2, 3, 4);
        assertThat(slices.around(new Shape(5, 6, 6), new int[] {3, 3, 3}).startZ())
                .isEqualTo(3);
    }

    @Test
    void classesWithVoxelsAreEquallyLikelyWhateverTheirSize() {
        ClassLocations locations = ClassLocations.of(
                List.of(List.of(1), List.of(2), List.of(3), List.of(-1, 0, 1, 2, 3)),
                List.of(new int[] {5, 5, 5}, new int[0], voxels(9, 100), voxels(15, 1000)));
        TreeMap<Integer, Integer> count = new TreeMap<>();
        RandomStream random = RandomStream.of(3);
        for (int i = 0; i < 4000; i++) {
            count.merge(
                    BOXES.draw(new Shape(30, 30, 30), locations, true, random).startZ() + 3, 1, Integer::sum);
        }
        assertThat(count.keySet()).containsExactly(5, 9);
        assertThat(count.get(5)).isBetween(1870, 2130);
    }

    @Test
    void annotatedVoxelsServeWhereThereIsNoClassAndForThoseNotForced() {
        ClassLocations locations =
                ClassLocations.of(List.of(List.of(1), List.of(-1, 0, 1)), List.of(new int[0], new int[] {12, 12, 12}));
        ClassLocations both = ClassLocations.of(
                List.of(List.of(1), List.of(-1, 0, 1)), List.of(new int[] {5, 5, 5}, new int[] {12, 12, 12}));
        PatchBoxes ignoring = new PatchBoxes(new Shape(7, 9, 4), new Shape(4, 4, 4), true);
        Shape shape = new Shape(30, 30, 30);
        RandomStream random = RandomStream.of(4);
        Box around = ignoring.around(shape, new int[] {12, 12, 12});
        for (int i = 0; i < 50; i++) {
            assertThat(ignoring.draw(shape, locations, true, random)).isEqualTo(around);
            assertThat(ignoring.draw(shape, both, false, random)).isEqualTo(around);
            assertThat(ignoring.draw(shape, both, true, random)).isEqualTo(ignoring.around(shape, new int[] {5, 5, 5}));
        }
        Set<Integer> anywhere = new TreeSet<>();
        for (int i = 0; i < 50; i++) {
            anywhere.add(BOXES.draw(shape, both, false, random).startX());
        }
        assertThat(anywhere).hasSizeGreaterThan(10);
    }

    @Test
    void refusesAnInitialPatchThatDoesNotHoldThePatch() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PatchBoxes(new Shape(3, 9, 4), new Shape(4, 4, 4), false))
                .withMessageContaining("must hold the patch (4, 4, 4), got (3, 9, 4)");
    }

    private static int[] voxels(int at, int count) {
        int[] rows = new int[3 * count];
        Arrays.fill(rows, at);
        return rows;
    }

    private static Shape shape(JsonNode node) {
        return Shape.of(numbers(node));
    }

    private static int[] numbers(JsonNode node) {
        return new int[] {
            node.get(0).intValue(), node.get(1).intValue(), node.get(2).intValue()
        };
    }
}
