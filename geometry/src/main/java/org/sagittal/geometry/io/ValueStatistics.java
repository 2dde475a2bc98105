package org.sagittal.geometry.io;

import java.util.List;
import org.sagittal.geometry.volume.FloatVoxels;

/**
 * Least and greatest value, mean and population standard deviation of all voxels of all channels, in float64. NaN where a value is NaN.
 *
 * @param min least value
 * @param max greatest value
 * @param mean arithmetic mean
 * @param std square root of the mean squared distance to the mean
 */
public record ValueStatistics(double min, double max, double mean, double std) {
    /**
     * Statistics over all values of some arrays.
     *
     * @param channels at least one array (z, y, x)
     * @return statistics over all of them together
     */
    public static ValueStatistics of(List<FloatVoxels> channels) {
        Gatherer gatherer = new Gatherer();
        for (int channel = 0; channel < channels.size(); channel++) {
            for (int z = 0; z < channels.get(channel).shape().z(); z++) {
                float[] slice = channels.get(channel).slice(z);
                double[] values = new double[slice.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = slice[i];
                }
                gatherer.slice(channel, z, values);
            }
        }
        return gatherer.finish();
    }

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
