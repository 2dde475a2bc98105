package org.sagittal.models.script;

import java.util.Locale;

/** The number format in which a program convolves. Sums inside a convolution are float32 in both. */
public enum Precision {
    /** 24 bits of mantissa, as nnU-Net predicts and trains on a CPU. */
    FLOAT32(6),
    /**
     * bfloat16: the range of float32 with 8 bits of mantissa. Half the memory, and twice the speed where the processor multiplies it in
     * hardware; many times slower elsewhere. Norm statistics stay float32.
     */
    BF16(15);

    private final int code;

    Precision(int code) {
        this.code = code;
    }

    /**
     * How options and files spell it.
     *
     * @return "float32" or "bf16"
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * How TorchScript's source text spells it.
     *
     * @return PyTorch's number of the scalar type
     */
    int code() {
        return code;
    }
}
