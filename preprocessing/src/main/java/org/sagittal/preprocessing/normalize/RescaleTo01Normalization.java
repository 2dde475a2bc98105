package org.sagittal.preprocessing.normalize;

/** v -> (v - min) / max(max - min, 1e-8), over the image itself. */
public record RescaleTo01Normalization() implements Normalization {
    @Override
    public void apply(float[][] slices, short[][] labels) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (float[] slice : slices) {
            for (float v : slice) {
                min = Math.min(min, v);
                max = Math.max(max, v);
            }
        }
        double perRange = 1 / Math.max((double) (max - min), SMALLEST_DIVISOR);
        for (float[] slice : slices) {
            for (int i = 0; i < slice.length; i++) {
                slice[i] = (float) ((slice[i] - min) * perRange);
            }
        }
    }

    @Override
    public String nnunetName() {
        return "RescaleTo01Normalization";
    }
}
