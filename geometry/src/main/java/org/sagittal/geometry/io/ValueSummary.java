package org.sagittal.geometry.io;

/**
 * The values of a volume in a few numbers.
 *
 * @param all statistics over all values, as NumPy gives them: NaN where a value is NaN
 * @param finite statistics over those that are neither NaN nor infinite; NaN where there are none
 * @param notFinite how many values are NaN or infinite
 */
public record ValueSummary(ValueStatistics all, ValueStatistics finite, long notFinite) {
    /** Gathers slices. */
    static final class Gatherer implements SliceSink {
        private final ValueStatistics.Moments all = new ValueStatistics.Moments();
        /** Apart from the others only once a value is not finite. */
        private ValueStatistics.Moments finite = all;

        private long notFinite;

        @Override
        public void slice(int channel, int z, double[] values) {
            ValueStatistics.Moments before = finite == all ? all.copy() : finite;
            boolean simple = all.add(values, values.length);
            if (simple && finite == all) {
                return;
            }
            double[] kept = new double[values.length];
            int number = 0;
            for (double value : values) {
                if (Double.isFinite(value)) {
                    kept[number++] = value;
                }
            }
            notFinite += values.length - number;
            if (notFinite > 0) {
                finite = before;
                finite.add(kept, number);
            }
        }

        ValueSummary finish() {
            return new ValueSummary(all.finish(), finite.finish(), notFinite);
        }
    }
}
