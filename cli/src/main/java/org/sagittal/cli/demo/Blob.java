package org.sagittal.cli.demo;

import java.util.Random;

/**
 * A solid with a wavy surface: the points p of R^3, in millimetres, where b(p) &lt; 1. b is the quadratic form of an ellipsoid, whose surface
 * three slow waves push in and out.
 */
final class Blob {
    private static final int WAVES = 3;

    private final double[] centreMm;
    private final double[] radiiMm;
    private final double[][] waves = new double[WAVES][3];
    private final double[] phases = new double[WAVES];
    private final double waviness;

    /**
     * Makes a blob.
     *
     * @param centreMm (z, y, x)
     * @param radiiMm half axes (z, y, x)
     * @param waviness how far the waves push, as a part of the radius; 0 for an ellipsoid
     * @param random gives the waves
     */
    Blob(double[] centreMm, double[] radiiMm, double waviness, Random random) {
        this.centreMm = centreMm.clone();
        this.radiiMm = radiiMm.clone();
        this.waviness = waviness;
        for (int w = 0; w < WAVES; w++) {
            phases[w] = random.nextDouble() * 2 * Math.PI;
            for (int a = 0; a < 3; a++) {
                waves[w][a] = random.nextGaussian() * 1.5;
            }
        }
    }

    /** How deep a point lies inside, in millimetres along the surface's normal, roughly: positive inside, negative outside. */
    double depthMm(double z, double y, double x) {
        double dz = (z - centreMm[0]) / radiiMm[0];
        double dy = (y - centreMm[1]) / radiiMm[1];
        double dx = (x - centreMm[2]) / radiiMm[2];
        double push = 0;
        for (int w = 0; w < WAVES; w++) {
            push += Math.sin(phases[w] + waves[w][0] * dz + waves[w][1] * dy + waves[w][2] * dx);
        }
        double radius = Math.sqrt(dz * dz + dy * dy + dx * dx);
        double smallestMm = Math.min(radiiMm[0], Math.min(radiiMm[1], radiiMm[2]));
        return (1 + waviness * push / WAVES - radius) * smallestMm;
    }
}
