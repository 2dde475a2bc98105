package org.sagittal.preprocessing.dicom.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/**
 * Slices in space -> their order and the grid they fill. The order is that of the positions along the normal, never that of names or
 * numbers; the distance between slices is the real one between their planes, never a thickness.
 *
 * <p>What is not a regular stack is told, not guessed. The bounds:
 *
 * <ul>
 *   <li>size differs: refused. Pixel spacing differs by more than 0.1 %: refused. Orientation differs by more than 0.1 degrees: refused;
 *   <li>two slices closer than 1 % of the usual step (of 0.001 mm if that is more): refused as two images of one place;
 *   <li>a step differs from the usual one (their median) by more than 1 % and 0.01 mm: a warning; by more than 10 % and 0.01 mm: refused,
 *       as missing slices where it is a multiple, else as unequal distances;
 *   <li>the stack leans (gantry tilt): its last slice is shifted within the plane against the first by more than 0.05 mm and 0.1 degrees of
 *       tilt: a warning; by more than 1 degree: refused. SimpleITK reads such stacks as if they stood upright;
 *   <li>a slice lies aside of the line through the first and the last one by more than 0.05 mm and 0.1 pixels: a warning; by more than one
 *       pixel: refused.
 * </ul>
 *
 * @param order indices of the slices as given, first to last along z
 * @param grid where the voxels lie; z spacing is the mean distance
 * @param warnings what should be known of a stack that is taken nevertheless, a sentence each
 */
public record SliceStack(List<Integer> order, VoxelGrid grid, List<String> warnings) {
    private static final double SPACING_TOLERANCE = 1e-3;
    private static final double PARALLEL_DEGREES = 0.1;
    private static final double SAME_PLACE = 0.01;
    private static final double LEAST_STEP_MM = 0.001;
    private static final double STEP_WARNING = 0.01;
    private static final double STEP_REFUSAL = 0.10;
    private static final double STEP_ROUNDING_MM = 0.01;
    private static final double ASIDE_ROUNDING_MM = 0.05;
    private static final double ASIDE_WARNING_PIXELS = 0.1;
    private static final double TILT_WARNING_DEGREES = 0.1;
    private static final double TILT_REFUSAL_DEGREES = 1;

    /** Takes copies. */
    public SliceStack {
        order = List.copyOf(order);
        warnings = List.copyOf(warnings);
    }

    /**
     * A slice to be stacked.
     *
     * @param name what messages call it
     * @param plane where it lies
     */
    public record Slice(String name, SlicePlane plane) {}

    /**
     * Stacks slices upwards: along the normal, as SimpleITK does with a folder.
     *
     * @param slices at least one, in any order
     * @param singleMm z spacing of a stack of one slice
     * @return order and grid
     * @throws StackException if they are no regular stack
     */
    public static SliceStack upwards(List<Slice> slices, double singleMm) {
        return new Stacking(slices, singleMm).run(false);
    }

    /**
     * Stacks the frames of one file: as {@link #upwards}, but frames that come in descending order stay in it, and the z axis points
     * against the normal, as SimpleITK reads them.
     *
     * @param slices at least one, in the file's order
     * @param singleMm z spacing of a stack of one slice
     * @return order and grid
     * @throws StackException if they are no regular stack
     */
    public static SliceStack ofFrames(List<Slice> slices, double singleMm) {
        return new Stacking(slices, singleMm).run(true);
    }

    /**
     * The grid of slices that begin at one plane.
     *
     * @param first the plane of z = 0
     * @param slices z extent
     * @param zMm distance between slices
     * @param zAxis unit vector
     * @return the grid
     */
    static VoxelGrid grid(SlicePlane first, int slices, double zMm, Vec3 zAxis) {
        Vec3 x = first.xAxis();
        Vec3 y = first.yAxis();
        return VoxelGrid.of(
                new Shape(slices, first.rows(), first.columns()),
                new Spacing(zMm, first.yMm(), first.xMm()),
                first.originMm(),
                new double[] {x.x(), y.x(), zAxis.x(), x.y(), y.y(), zAxis.y(), x.z(), y.z(), zAxis.z()});
    }

    /** One stack being checked. */
    private static final class Stacking {
        private final List<Slice> given;
        private final double singleMm;
        private final Vec3 normal;
        private final double[] heightsMm;
        private final List<String> warnings = new ArrayList<>();

        Stacking(List<Slice> given, double singleMm) {
            if (given.isEmpty()) {
                throw new IllegalArgumentException("slices must number at least 1, got 0");
            }
            this.given = given;
            this.singleMm = singleMm;
            this.normal = plane(0).normal();
            this.heightsMm = given.stream()
                    .mapToDouble(s -> s.plane().originMm().dot(normal))
                    .toArray();
        }

        private SlicePlane plane(int index) {
            return given.get(index).plane();
        }

        private String name(int index) {
            return given.get(index).name();
        }

        SliceStack run(boolean frames) {
            requireAlike();
            boolean down = frames && descending();
            Comparator<Integer> byHeight = Comparator.comparingDouble(i -> heightsMm[i]);
            List<Integer> order = IntStream.range(0, given.size())
                    .boxed()
                    .sorted(down ? byHeight.reversed() : byHeight)
                    .toList();
            SlicePlane first = plane(order.get(0));
            Vec3 zAxis = Vec3.ZERO.along(first.normal(), down ? -1 : 1);
            double zMm = singleMm;
            if (order.size() > 1) {
                checkSteps(order);
                checkLean(order);
                zMm = height(order.get(0), order.get(order.size() - 1)) / (order.size() - 1);
            }
            return new SliceStack(order, grid(first, order.size(), zMm, zAxis), warnings);
        }

        private boolean descending() {
            return heightsMm.length > 1
                    && IntStream.range(1, heightsMm.length).allMatch(i -> heightsMm[i] < heightsMm[i - 1]);
        }

        private double height(int from, int to) {
            return Math.abs(heightsMm[to] - heightsMm[from]);
        }

        private void requireAlike() {
            SlicePlane first = plane(0);
            for (int i = 1; i < given.size(); i++) {
                SlicePlane other = plane(i);
                if (other.rows() != first.rows() || other.columns() != first.columns()) {
                    throw new StackException(text(
                            "slices differ in size: %s has %d x %d pixels, %s has %d x %d",
                            name(0), first.columns(), first.rows(), name(i), other.columns(), other.rows()));
                }
                if (differs(other.xMm(), first.xMm()) || differs(other.yMm(), first.yMm())) {
                    throw new StackException(text(
                            "slices differ in pixel spacing: %s has %s x %s mm, %s has %s x %s mm",
                            name(0), first.xMm(), first.yMm(), name(i), other.xMm(), other.yMm()));
                }
                double degrees = first.angleTo(other);
                if (degrees > PARALLEL_DEGREES) {
                    throw new StackException(text(
                            "slices are not parallel: %s is turned against %s by %.2f degrees; put the images of each direction into"
                                    + " a folder of their own",
                            name(i), name(0), degrees));
                }
            }
        }

        private static boolean differs(double a, double b) {
            return Math.abs(a - b) > SPACING_TOLERANCE * b;
        }

        private void checkSteps(List<Integer> order) {
            double[] steps = IntStream.range(1, order.size())
                    .mapToDouble(i -> height(order.get(i - 1), order.get(i)))
                    .toArray();
            double[] sorted = steps.clone();
            Arrays.sort(sorted);
            double usual = sorted[sorted.length / 2];
            requireApart(order, steps, usual);
            int worst = 0;
            int irregular = 0;
            for (int i = 0; i < steps.length; i++) {
                double off = Math.abs(steps[i] - usual);
                irregular += off > Math.max(STEP_ROUNDING_MM, STEP_WARNING * usual) ? 1 : 0;
                worst = off > Math.abs(steps[worst] - usual) ? i : worst;
            }
            double off = Math.abs(steps[worst] - usual);
            if (off > Math.max(STEP_ROUNDING_MM, STEP_REFUSAL * usual)) {
                throw new StackException(unequal(order, steps, usual, worst, irregular));
            }
            if (irregular > 0) {
                warnings.add(text(
                        "distances between slices are not quite equal: %s mm from %s to %s, elsewhere %s mm; taken as"
                                + " equal",
                        number(steps[worst]), name(order.get(worst)), name(order.get(worst + 1)), number(usual)));
            }
        }

        private void requireApart(List<Integer> order, double[] steps, double usual) {
            double largest = Arrays.stream(steps).max().orElseThrow();
            double least = Math.max(LEAST_STEP_MM, SAME_PLACE * (usual > LEAST_STEP_MM ? usual : largest));
            int[] close = IntStream.range(0, steps.length)
                    .filter(i -> steps[i] < least)
                    .toArray();
            if (close.length > 0) {
                int one = order.get(close[0]);
                int other = order.get(close[0] + 1);
                throw new StackException(
                        text(
                                "%d of %d slices lie where another one lies, e.g. %s and %s",
                                close.length, order.size(), name(one), name(other)),
                        one,
                        other);
            }
        }

        private String unequal(List<Integer> order, double[] steps, double usual, int worst, int irregular) {
            String between = name(order.get(worst)) + " and " + name(order.get(worst + 1));
            double times = steps[worst] / usual;
            if (times > 1 && Math.abs(times - Math.rint(times)) <= STEP_REFUSAL) {
                long missing = Math.round(times) - 1;
                return text(
                        "%d slice%s missing between %s, which are %s mm apart where the usual distance is %s mm%s",
                        missing,
                        missing == 1 ? " is" : "s are",
                        between,
                        number(steps[worst]),
                        number(usual),
                        irregular > 1 ? "; " + irregular + " distances of " + steps.length + " are irregular" : "");
            }
            return text(
                    "slices are not equally far apart: %s are %s mm apart where the usual distance is %s mm; %d distance%s of"
                            + " %d %s irregular",
                    between,
                    number(steps[worst]),
                    number(usual),
                    irregular,
                    irregular == 1 ? "" : "s",
                    steps.length,
                    irregular == 1 ? "is" : "are");
        }

        private void checkLean(List<Integer> order) {
            int first = order.get(0);
            int last = order.get(order.size() - 1);
            Vec3 way = plane(last).originMm().minus(plane(first).originMm());
            double rise = way.dot(normal);
            double shift = way.along(normal, -rise).length();
            double degrees = Math.toDegrees(Math.atan2(shift, Math.abs(rise)));
            if (shift > ASIDE_ROUNDING_MM && degrees > TILT_WARNING_DEGREES) {
                String found = text(
                        "the stack leans by %.2f degrees (gantry tilt): each slice is shifted by %s mm within its plane"
                                + " against the one before, %s mm from %s to %s",
                        degrees, number(shift / (order.size() - 1)), number(shift), name(first), name(last));
                if (degrees > TILT_REFUSAL_DEGREES) {
                    throw new StackException(found + "; resample it to an upright grid first");
                }
                warnings.add(found + "; read as if it stood upright");
            }
            checkAside(order, way, rise);
        }

        private void checkAside(List<Integer> order, Vec3 way, double rise) {
            SlicePlane first = plane(order.get(0));
            double pixelMm = Math.min(first.xMm(), first.yMm());
            int worst = 0;
            double worstMm = 0;
            for (int index : order) {
                Vec3 here = plane(index).originMm().minus(first.originMm());
                double height = here.dot(normal);
                Vec3 line = Vec3.ZERO.along(way, height / rise);
                double aside = here.minus(line).length();
                if (aside > worstMm) {
                    worstMm = aside;
                    worst = index;
                }
            }
            if (worstMm > Math.max(ASIDE_ROUNDING_MM, ASIDE_WARNING_PIXELS * pixelMm)) {
                String found = text(
                        "slices do not lie one above the other: %s lies %s mm aside", name(worst), number(worstMm));
                if (worstMm > Math.max(ASIDE_ROUNDING_MM, pixelMm)) {
                    throw new StackException(found);
                }
                warnings.add(found + "; read as if it did not");
            }
        }
    }

    private static String text(String format, Object... words) {
        return String.format(Locale.ROOT, format, words);
    }

    /** Four digits are enough for millimetres. */
    private static String number(double mm) {
        return Double.toString(Math.round(mm * 1e4) / 1e4);
    }
}
