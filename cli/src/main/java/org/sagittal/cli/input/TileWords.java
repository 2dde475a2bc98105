package org.sagittal.cli.input;

import java.util.Optional;
import org.sagittal.cli.doctor.Examination;
import org.sagittal.models.inference.InferenceOptions;
import org.sagittal.models.script.Precision;
import picocli.CommandLine.Option;

/** The options that say how a network looks at an image: what they take in quality they give in time. */
public final class TileWords {
    private static final double FAST_STEP = 0.75;

    @Option(
            names = "--step",
            paramLabel = "X",
            defaultValue = "0.5",
            description = "distance of neighbouring tiles as a share of the patch (default 0.5)")
    private double step;

    @Option(names = "--no-mirroring", description = "look at each tile once instead of mirrored in all ways; faster")
    private boolean noMirroring;

    @Option(
            names = "--precision",
            paramLabel = "float32|bf16",
            defaultValue = "FLOAT32",
            description =
                    "number format of convolutions; bf16 halves time and memory where 'doctor' finds it in hardware, and "
                            + "moves a few labels at borders (default float32)")
    private Precision precision;

    @Option(names = "--fast", description = "the same as --no-mirroring --step 0.75")
    private boolean fast;

    /**
     * What was asked for.
     *
     * @return tiles and mirrors; patches a call as they fit
     */
    public InferenceOptions options() {
        return new InferenceOptions(fast ? FAST_STEP : step, !fast && !noMirroring, 0, precision);
    }

    /**
     * What to tell about the precision.
     *
     * @return a sentence, where it is slow on this processor
     */
    public Optional<String> remark() {
        return precision == Precision.BF16 && !Examination.hasBf16()
                ? Optional.of("This processor has no bf16 in hardware: bf16 will be slower than float32 here")
                : Optional.empty();
    }
}
