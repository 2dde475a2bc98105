package org.sagittal.preprocessing.normalize;

/**
 * v -> (v - mean) / max(standard deviation, 1e-8), both over the image itself (population standard deviation).
 *
 * @param masked whether mean, deviation and the map itself see only voxels with label &gt;= 0; the others keep their value
 */
public record ZScoreNormalization(boolean masked) implements Normalization {
    @Override
    public void apply(float[][] slices, short[][] labels) {
        double mean = mean(slices, labels);
        double perDeviation = 1 / Math.max(deviation(slices, labels, mean), SMALLEST_DIVISOR);
        for (int z = 0; z < slices.length; z++) {
            float[] slice = slices[z];
            short[] label = labels[z];
            for (int i = 0; i < slice.length; i++) {
                if (!masked || label[i] >= 0) {
                    slice[i] = (float) ((slice[i] - mean) * perDeviation);
                }
            }
        }
    }

    private double mean(float[][] slices, short[][] labels) {
        double sum = 0;
        long count = 0;
        for (int z = 0; z < slices.length; z++) {
            float[] slice = slices[z];
            short[] label = labels[z];
            double sliceSum = 0;
            for (int i = 0; i < slice.length; i++) {
                if (!masked || label[i] >= 0) {
                    sliceSum += slice[i];
                    count++;
                }
            }
            sum += sliceSum;
        }
        return sum / count;
    }

    private double deviation(float[][] slices, short[][] labels, double mean) {
        double sum = 0;
        long count = 0;
        for (int z = 0; z < slices.length; z++) {
            float[] slice = slices[z];
            short[] label = labels[z];
            double sliceSum = 0;
            for (int i = 0; i < slice.length; i++) {
                if (!masked || label[i] >= 0) {
                    double d = slice[i] - mean;
                    sliceSum += d * d;
                    count++;
                }
            }
            sum += sliceSum;
        }
        return Math.sqrt(sum / count);
    }

    @Override
    public String nnunetName() {
        return "ZScoreNormalization";
    }
}
