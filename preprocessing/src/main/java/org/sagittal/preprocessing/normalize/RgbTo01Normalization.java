package org.sagittal.preprocessing.normalize;

/** v -> v / 255 for colours of one byte; anything outside [0, 255] is an error. */
public record RgbTo01Normalization() implements Normalization {
    private static final float WHITE = 255f;

    @Override
    public void apply(float[][] slices, short[][] labels) {
        for (float[] slice : slices) {
            for (int i = 0; i < slice.length; i++) {
                float v = slice[i];
                if (!(v >= 0 && v <= WHITE)) {
                    throw new IllegalArgumentException("rgb_to_0_1 needs intensities in [0, 255], got " + v
                            + "; name the channel zscore or rescale_to_0_1 in dataset.json");
                }
                slice[i] = v / WHITE;
            }
        }
    }

    @Override
    public String nnunetName() {
        return "RGBTo01Normalization";
    }
}
