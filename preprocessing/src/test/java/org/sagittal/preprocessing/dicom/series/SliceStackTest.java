package org.sagittal.preprocessing.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.volume.VoxelGrid;

/** Order, grid, and every rule of {@link SliceStack}, on both sides of its bound. */
class SliceStackTest {
    private static final double[] AXIAL = {1, 0, 0, 0, 1, 0};
    private static final double[] PIXEL = {0.5, 0.25};

    private static SliceStack.Slice slice(String name, double x, double y, double z, double... cosines) {
        double[] orientation = cosines.length == 6 ? cosines : AXIAL;
        return new SliceStack.Slice(name, SlicePlane.of(new Vec3(x, y, z), orientation, PIXEL, 3, 4));
    }

    /** Slices a, b, c, ... at heights along z. */
    private static List<SliceStack.Slice> heights(double... mm) {
        List<SliceStack.Slice> slices = new ArrayList<>();
        for (double z : mm) {
            slices.add(slice(String.valueOf((char) ('a' + slices.size())), 10, 20, z));
        }
        return slices;
    }

    private static SliceStack stack(double... mm) {
        return SliceStack.upwards(heights(mm), 1);
    }

    private static void refused(List<SliceStack.Slice> slices, String message) {
        assertThatThrownBy(() -> SliceStack.upwards(slices, 1))
                .isInstanceOf(StackException.class)
                .hasMessage(message);
    }

    @Test
    void ordersByHeight() {
        SliceStack found = stack(4, 0, 2, 8, 6);
        assertThat(found.order()).containsExactly(1, 2, 0, 4, 3);
        assertThat(found.warnings()).isEmpty();
        assertThat(found.grid().spacing().toArrayMm()).containsExactly(2, 0.5, 0.25);
        assertThat(found.grid().originMm()).isEqualTo(new Vec3(10, 20, 0));
        assertThat(found.grid().direction()).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1);
    }

    @Test
    void ordersAlongTheNormalOfSagittalSlices() {
        double[] sagittal = {0, 1, 0, 0, 0, -1};
        List<SliceStack.Slice> slices =
                List.of(slice("a", 0, 5, 9, sagittal), slice("b", 3, 5, 9, sagittal), slice("c", 6, 5, 9, sagittal));
        SliceStack found = SliceStack.upwards(slices, 1);
        assertThat(found.order()).as("the normal points to the right").containsExactly(2, 1, 0);
        assertThat(found.grid().direction())
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(0, 0, -1, 1, 0, 0, 0, -1, 0);
        assertThat(found.grid().originMm()).isEqualTo(new Vec3(6, 5, 9));
    }

    @Test
    void framesThatDescendStaySo() {
        SliceStack down = SliceStack.ofFrames(heights(4, 2, 0), 1);
        assertThat(down.order()).containsExactly(0, 1, 2);
        assertThat(down.grid().originMm().z()).isEqualTo(4);
        assertThat(down.grid().direction()[8]).isEqualTo(-1);
        SliceStack mixed = SliceStack.ofFrames(heights(4, 0, 2), 1);
        assertThat(mixed.order()).containsExactly(1, 2, 0);
        assertThat(mixed.grid().direction()[8]).isEqualTo(1);
    }

    @Test
    void oneSliceHasTheSpacingOfItsFile() {
        VoxelGrid grid = SliceStack.upwards(heights(7), 5).grid();
        assertThat(grid.spacing().zMm()).isEqualTo(5);
        assertThat(grid.originMm().z()).isEqualTo(7);
    }

    @Test
    void missingSlicesAreCountedAndNamed() {
        refused(
                heights(0, 2, 4, 10, 12),
                "2 slices are missing between c and d, which are 6.0 mm apart where the usual distance is 2.0 mm");
        refused(
                heights(0, 2, 4, 8, 12, 14, 16, 18),
                "1 slice is missing between c and d, which are 4.0 mm apart where the usual distance is 2.0 mm; 2 distances"
                        + " of 7 are irregular");
    }

    @Test
    void unequalDistances() {
        refused(
                heights(0, 2, 4, 6.6, 8.6),
                "slices are not equally far apart: c and d are 2.6 mm apart where the usual distance is 2.0 mm; 1 distance of"
                        + " 4 is irregular");
        SliceStack nearly = stack(0, 2, 4, 6.1, 8.1);
        assertThat(nearly.warnings())
                .containsExactly(
                        "distances between slices are not quite equal: 2.1 mm from c to d, elsewhere 2.0 mm; taken"
                                + " as equal");
        assertThat(nearly.grid().spacing().zMm()).isCloseTo(8.1 / 4, within(1e-12));
        assertThat(stack(0, 2, 4.01, 6.01, 8).warnings()).as("rounding").isEmpty();
    }

    @Test
    void twoImagesOfOnePlace() {
        List<SliceStack.Slice> slices = heights(0, 2, 2, 4, 0, 4);
        assertThatThrownBy(() -> SliceStack.upwards(slices, 1)).isInstanceOfSatisfying(StackException.class, e -> {
            assertThat(e).hasMessage("3 of 6 slices lie where another one lies, e.g. a and e");
            assertThat(e.samePlace()).contains(new StackException.SamePlace(0, 4));
        });
        refused(heights(3, 3, 3), "2 of 3 slices lie where another one lies, e.g. a and b");
    }

    /** Slices 5 mm apart along z, each shifted by the same way along y, as a tilted gantry makes them. */
    private static List<SliceStack.Slice> leaning(double degrees) {
        List<SliceStack.Slice> slices = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            slices.add(slice("s" + i, 0, 5 * i * Math.tan(Math.toRadians(degrees)), 5 * i));
        }
        return slices;
    }

    @Test
    void leaningStacks() {
        refused(
                leaning(15),
                "the stack leans by 15.00 degrees (gantry tilt): each slice is shifted by 1.3397 mm within its plane against"
                        + " the one before, 13.3975 mm from s0 to s10; resample it to an upright grid first");
        SliceStack little = SliceStack.upwards(leaning(0.5), 1);
        assertThat(little.warnings()).singleElement().asString().startsWith("the stack leans by 0.50 degrees");
        assertThat(little.grid().spacing().zMm())
                .as("the distance of the planes, not the way from origin to origin")
                .isCloseTo(5, within(1e-12));
        assertThat(SliceStack.upwards(leaning(0.05), 1).warnings()).isEmpty();
    }

    @Test
    void sliceBesideTheOthers() {
        List<SliceStack.Slice> slices = new ArrayList<>(heights(0, 2, 4, 6));
        slices.set(2, slice("c", 10.4, 20, 4));
        refused(slices, "slices do not lie one above the other: c lies 0.4 mm aside");
        slices.set(2, slice("c", 10.1, 20, 4));
        assertThat(SliceStack.upwards(slices, 1).warnings())
                .containsExactly("slices do not lie one above the other: c lies 0.1 mm aside; read as if it did not");
    }

    @Test
    void slicesOfDifferentKind() {
        List<SliceStack.Slice> slices = new ArrayList<>(heights(0, 2));
        Vec3 third = new Vec3(10, 20, 4);
        slices.add(new SliceStack.Slice("big", SlicePlane.of(third, AXIAL, PIXEL, 6, 4)));
        refused(slices, "slices differ in size: a has 4 x 3 pixels, big has 4 x 6");
        slices.set(2, new SliceStack.Slice("wide", SlicePlane.of(third, AXIAL, new double[] {0.5, 0.3}, 3, 4)));
        refused(slices, "slices differ in pixel spacing: a has 0.25 x 0.5 mm, wide has 0.3 x 0.5 mm");
        slices.set(2, slice("scout", 0, 0, 0, 0, 1, 0, 0, 0, -1));
        refused(
                slices,
                "slices are not parallel: scout is turned against a by 90.00 degrees; put the images of each direction into a"
                        + " folder of their own");
        double small = Math.toRadians(0.05);
        slices.set(2, slice("c", 10, 20, 4, Math.cos(small), Math.sin(small), 0, -Math.sin(small), Math.cos(small), 0));
        assertThat(SliceStack.upwards(slices, 1).warnings()).isEmpty();
    }

    @Test
    void orientationIsBroughtToUnitLength() {
        double[] unit = {1, 1};
        SlicePlane plane = SlicePlane.of(Vec3.ZERO, new double[] {0.9998, 0, 0, 0, 0.9272, -0.3746}, unit, 1, 1);
        assertThat(plane.xAxis().length()).isCloseTo(1, within(1e-12));
        assertThat(plane.yAxis().y()).isCloseTo(0.927188, within(5e-7));
        SlicePlane none = SlicePlane.of(Vec3.ZERO, new double[] {1, 1, 0, 0, 1, 0}, unit, 1, 1);
        assertThat(none.xAxis()).as("axes at 45 degrees are no orientation").isEqualTo(new Vec3(1, 0, 0));
    }
}
