package org.sagittal.models.augment.intensity;

/**
 * Numbers of one channel.
 *
 * @param mean arithmetic mean
 * @param deviation standard deviation with n - 1 in the divisor; NaN for a single voxel
 * @param minimum smallest value
 * @param maximum largest value
 */
record ChannelStatistics(double mean, double deviation, float minimum, float maximum) {
    static ChannelStatistics of(float[] channel) {
        // Four running sums: the adds need not wait for one another, and the mean gains a few digits.
        double[] sums = new double[4];
        float minimum = Float.POSITIVE_INFINITY;
        float maximum = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < channel.length; i++) {
            float value = channel[i];
            sums[i & 3] += value;
            minimum = Math.min(minimum, value);
            maximum = Math.max(maximum, value);
        }
        double mean = (sums[0] + sums[1] + sums[2] + sums[3]) / channel.length;
        double squares = 0;
        for (float value : channel) {
            double difference = value - mean;
            squares += difference * difference;
        }
        return new ChannelStatistics(mean, Math.sqrt(squares / (channel.length - 1)), minimum, maximum);
    }
}
