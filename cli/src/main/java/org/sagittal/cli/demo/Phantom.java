package org.sagittal.cli.demo;

import java.util.List;
import java.util.Random;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.IntensityVolume;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/**
 * A made-up scan of a made-up belly, and the truth about it: a body in air with a liver, two kidneys and a spine, which differ in every
 * phantom in place, size, form and brightness. Like a scan of magnetic resonance it has noise, a shading that brightens one side, blurred
 * edges, and a scale of its own; unlike one it has an exact truth. One seed gives one phantom, on every machine.
 *
 * @param scan intensities without a unit
 * @param truth 0 background, 1 liver, 2 kidney, 3 spine
 */
public record Phantom(IntensityVolume scan, LabelVolume truth) {
    /** Names of the labels 1, 2 and 3. */
    public static final List<String> ORGANS = List.of("liver", "kidney", "spine");

    private static final double FIELD_Z_MM = 88;
    private static final double FIELD_YX_MM = 112;
    private static final double EDGE_MM = 1.2;
    private static final double NOISE = 0.06;

    /** Refuses a truth that lies elsewhere than the scan. */
    public Phantom {
        if (scan.grid() != truth.grid()) {
            throw new IllegalArgumentException("truth must lie on the scan's grid, got another of shape "
                    + truth.grid().shape());
        }
    }

    /** A solid, its label and how bright it is. */
    private record Tissue(Blob blob, int label, double brightness) {}

    /**
     * Draws a phantom.
     *
     * @param seed which one
     * @return the scan, with 27 to 32 slices of 40 to 48 rows and columns, and its truth
     */
    public static Phantom of(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        VoxelGrid grid = grid(random);
        return paint(grid, anatomy(random), random);
    }

    private static VoxelGrid grid(Random random) {
        double sliceMm = 2.75 + 0.5 * random.nextDouble();
        double pixelMm = 2.35 + 0.4 * random.nextDouble();
        int rows = (int) Math.round(FIELD_YX_MM / pixelMm);
        return VoxelGrid.of(
                new Shape((int) Math.round(FIELD_Z_MM / sliceMm), rows, rows), new Spacing(sliceMm, pixelMm, pixelMm));
    }

    /** From back to front: what comes later covers what came before. */
    private static List<Tissue> anatomy(Random random) {
        double size = 1 + around(0.06, random);
        return List.of(
                tissue(0, 0.45, random, size, 0.04, new double[] {0, 0, 0}, new double[] {95, 43, 52}),
                tissue(1, 0.78, random, size, 0.16, new double[] {2, -6, -20}, new double[] {24, 21, 19}),
                tissue(2, 1.05, random, size, 0.05, new double[] {4, 14, 24}, new double[] {21, 12, 13}),
                tissue(2, 1.05, random, size, 0.05, new double[] {-12, 19, -23}, new double[] {20, 11.5, 12.5}),
                tissue(3, 1.4, random, size, 0.03, new double[] {0, 23, 0}, new double[] {160, 10, 10}));
    }

    private static Tissue tissue(
            int label,
            double brightness,
            Random random,
            double size,
            double waviness,
            double[] centre,
            double[] radii) {
        double[] moved = centre.clone();
        double[] grown = radii.clone();
        for (int a = 0; a < 3; a++) {
            moved[a] += label == 0 ? 0 : around(2.5, random);
            grown[a] *= size * (1 + around(0.09, random));
        }
        return new Tissue(new Blob(moved, grown, waviness, random), label, brightness + around(0.04, random));
    }

    private static double around(double width, Random random) {
        return (random.nextDouble() * 2 - 1) * width;
    }

    private static Phantom paint(VoxelGrid grid, List<Tissue> anatomy, Random random) {
        Shape shape = grid.shape();
        double[] shading = {around(0.2, random), around(0.2, random), around(0.2, random)};
        double scale = 400 + 500 * random.nextDouble();
        float[][] scan = new float[shape.z()][shape.sliceVoxels()];
        short[][] truth = new short[shape.z()][shape.sliceVoxels()];
        for (int z = 0; z < shape.z(); z++) {
            for (int y = 0; y < shape.y(); y++) {
                for (int x = 0; x < shape.x(); x++) {
                    double[] at = {fromCentre(grid, 0, z), fromCentre(grid, 1, y), fromCentre(grid, 2, x)};
                    int i = y * shape.x() + x;
                    double signal = 0;
                    for (Tissue tissue : anatomy) {
                        double depth = tissue.blob.depthMm(at[0], at[1], at[2]);
                        signal += (tissue.brightness - signal) / (1 + Math.exp(-depth / EDGE_MM * 2));
                        truth[z][i] = depth > 0 ? (short) tissue.label : truth[z][i];
                    }
                    double bias = 1
                            + 2
                                    * (shading[0] * at[0] / FIELD_Z_MM
                                            + (shading[1] * at[1] + shading[2] * at[2]) / FIELD_YX_MM);
                    double real = signal * bias + NOISE * random.nextGaussian();
                    double imaginary = NOISE * random.nextGaussian();
                    scan[z][i] = (float) Math.rint(scale * Math.sqrt(real * real + imaginary * imaginary));
                }
            }
        }
        return new Phantom(
                new IntensityVolume(grid, FloatVoxels.of(shape, scan)),
                new LabelVolume(grid, LabelVoxels.of(shape, truth)));
    }

    private static double fromCentre(VoxelGrid grid, int axis, int index) {
        return (index - (grid.shape().axis(axis) - 1) / 2.0) * grid.spacing().axisMm(axis);
    }
}
