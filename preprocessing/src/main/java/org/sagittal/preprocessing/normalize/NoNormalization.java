package org.sagittal.preprocessing.normalize;

/** v -> v. */
public record NoNormalization() implements Normalization {
    @Override
    public void apply(float[][] slices, short[][] labels) {
        // The values are floats already, which is all that nnU-Net asks for.
    }

    @Override
    public String nnunetName() {
        return "NoNormalization";
    }
}
