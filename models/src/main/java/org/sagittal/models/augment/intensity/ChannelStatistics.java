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
        double sum = 0;
        float minimum = Float.POSITIVE_INFINITY;
        float maximum = Float.NEGATIVE_INFINITY;
        for (float value : channel) {
            sum += value;
            minimum = Math.min(minimum, value);
            maximum = Math.max(maximum, value);
        }
        double mean = sum / channel.length;
        double squares = 0;
        for (float value : channel) {
            double difference = value - mean;
            squares += difference * difference;
        }
        return new ChannelStatistics(mean, Math.sqrt(squares / (channel.length - 1)), minimum, maximum);
    }
}
