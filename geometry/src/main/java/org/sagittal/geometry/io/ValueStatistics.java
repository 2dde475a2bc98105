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
    /** Gathers values; sums are kept about each part's own mean (Chan, Golub and LeVeque 1983), so large offsets do not hurt. */
    static final class Moments {
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;
        private double mean;
        private double squares;
        private long count;

        Moments copy() {
            Moments copy = new Moments();
            copy.min = min;
            copy.max = max;
            copy.mean = mean;
            copy.squares = squares;
            copy.count = count;
            return copy;
        }

        /** Takes the first values of an array and says whether all are finite. */
        boolean add(double[] values, int number) {
            if (number == 0) {
                return true;
            }
            double sum = 0;
            for (int i = 0; i < number; i++) {
                min = Math.min(min, values[i]);
                max = Math.max(max, values[i]);
                sum += values[i];
            }
            double partMean = sum / number;
            double partSquares = 0;
            for (int i = 0; i < number; i++) {
                partSquares += (values[i] - partMean) * (values[i] - partMean);
            }
            double apart = partMean - mean;
            long total = count + number;
            squares += partSquares + apart * apart * ((double) count * number / total);
            mean += apart * number / total;
            count = total;
            return Double.isFinite(sum);
        }

        /** NaN all through where nothing was taken. */
        ValueStatistics finish() {
            return count == 0
                    ? new ValueStatistics(Double.NaN, Double.NaN, Double.NaN, Double.NaN)
                    : new ValueStatistics(min, max, mean, Math.sqrt(squares / count));
        }
    }
}
