package org.sagittal.geometry.io;

/**
 * Least and greatest value, mean and population standard deviation of all voxels of all channels, in float64. NaN where a value is NaN.
 *
 * @param min least value
 * @param max greatest value
 * @param mean arithmetic mean
 * @param std square root of the mean squared distance to the mean
 */
public record ValueStatistics(double min, double max, double mean, double std) {
    /** Gathers slices; sums are kept about each slice's own mean (Chan, Golub and LeVeque 1983), so large offsets do not hurt. */
    static final class Gatherer implements SliceSink {
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;
        private double mean;
        private double squares;
        private long count;

        @Override
        public void slice(int channel, int z, double[] values) {
            double sum = 0;
            for (double value : values) {
                min = Math.min(min, value);
                max = Math.max(max, value);
                sum += value;
            }
            double sliceMean = sum / values.length;
            double sliceSquares = 0;
            for (double value : values) {
                sliceSquares += (value - sliceMean) * (value - sliceMean);
            }
            double apart = sliceMean - mean;
            long total = count + values.length;
            squares += sliceSquares + apart * apart * ((double) count * values.length / total);
            mean += apart * values.length / total;
            count = total;
        }

        ValueStatistics finish() {
            return new ValueStatistics(min, max, mean, Math.sqrt(squares / count));
        }
    }
}
