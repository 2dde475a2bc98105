package org.sagittal.cli.input;

import java.util.Optional;
import org.sagittal.cli.doctor.Examination;
import org.sagittal.models.inference.InferenceOptions;
import org.sagittal.models.script.Precision;
import picocli.CommandLine.Option;

/** The options that say how a network looks at an image: what they take in quality they give in time. */
public final class TileWords {
    static final String NO_BF16 = "This processor has no bf16 in hardware: bf16 will be slower than float32 here";

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
            description =
                    "number format of convolutions; bf16 halves time and memory where 'doctor' finds it in hardware, and "
                            + "moves a few labels at borders (default float32)")
    private Optional<Precision> precision = Optional.empty();

    @Option(
            names = "--fast",
            description =
                    "for people in a hurry: no mirroring, step 0.75, and bf16 where the processor has it; says what it gives "
                            + "up")
    private boolean fast;

    /**
     * What was asked for.
     *
     * @return tiles and mirrors; patches a call as they fit
     */
    public InferenceOptions options() {
        return new InferenceOptions(fast ? FAST_STEP : step, !fast && !noMirroring, 0, chosen(Examination.hasBf16()));
    }

    /**
     * What to tell about the choice.
     *
     * @return a sentence, where something is given up, or slow on this processor
     */
    public Optional<String> remark() {
        boolean hardware = Examination.hasBf16();
        if (chosen(hardware) == Precision.BF16 && !hardware) {
            return Optional.of(NO_BF16);
        }
        return fast ? Optional.of(given(hardware)) : Optional.empty();
    }

    private Precision chosen(boolean hardware) {
        return precision.orElse(fast && hardware ? Precision.BF16 : Precision.FLOAT32);
    }

    private String given(boolean hardware) {
        return "--fast gives up mirroring, a third of the tiles along each axis"
                + (chosen(hardware) == Precision.BF16 ? " and float32 convolutions" : "")
                + ": labels at borders get a little worse; docs/performance.md has figures";
    }
}
