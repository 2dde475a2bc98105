package org.sagittal.models.augment.intensity;

import java.util.Arrays;

/**
 * The function v -> v^gamma on [0, 1] as a product of two tables: one over the exponent of the floating-point number, one over its
 * mantissa with linear interpolation. The relative error stays below 1e-6, at a tenth of the cost of {@code Math.pow}.
 */
final class PowerTable {
    private static final int MANTISSA_BITS = 11;
    private static final int REST_BITS = 23 - MANTISSA_BITS;
    private static final int ENTRIES = 1 << MANTISSA_BITS;
    private static final int BIAS = 127;

    /** Per biased exponent e the value 2^((e - 127) gamma); e = 0, the subnormal numbers, counts as 0, and above 1 is NaN. */
    private final float[] ofExponent = new float[256];

    /** Per leading bits of the mantissa m the value (1 + m)^gamma, and the one after the last. */
    private final float[] ofMantissa = new float[ENTRIES + 1];

    PowerTable(double gamma) {
        Arrays.fill(ofExponent, BIAS + 1, 256, Float.NaN);
        for (int e = 1; e <= BIAS; e++) {
            ofExponent[e] = (float) Math.pow(2, (e - BIAS) * gamma);
        }
        for (int m = 0; m <= ENTRIES; m++) {
            ofMantissa[m] = (float) Math.pow(1 + (double) m / ENTRIES, gamma);
        }
    }

    /**
     * A power.
     *
     * @param value 0 to 1, or NaN
     * @return value^gamma, or NaN
     */
    float of(float value) {
        int bits = Float.floatToRawIntBits(value);
        int m = bits >>> REST_BITS & ENTRIES - 1;
        float fraction = (bits & (1 << REST_BITS) - 1) * (1f / (1 << REST_BITS));
        float mantissa = ofMantissa[m] + fraction * (ofMantissa[m + 1] - ofMantissa[m]);
        return ofExponent[bits >>> 23] * mantissa;
    }
}
