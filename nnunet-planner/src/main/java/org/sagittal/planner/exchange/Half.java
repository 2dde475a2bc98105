package org.sagittal.planner.exchange;

/** IEEE 754 binary16 bits -> float32; exact. Java has this built in only from 20 on. */
final class Half {
    private static final float SUBNORMAL_UNIT = 0x1p-24f;

    private Half() {}

    /**
     * The value of a half precision number.
     *
     * @param bits sign, 5 bits of exponent, 10 of fraction
     * @return the same number
     */
    static float toFloat(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float sign = bits < 0 ? -1f : 1f;
        if (exponent == 0) {
            return sign * fraction * SUBNORMAL_UNIT;
        }
        int widened = exponent == 0x1f ? 0xff : exponent - 15 + 127;
        return Float.intBitsToFloat((bits & 0x8000) << 16 | widened << 23 | fraction << 13);
    }
}
