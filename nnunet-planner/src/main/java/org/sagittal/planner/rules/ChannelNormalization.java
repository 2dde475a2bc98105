package org.sagittal.planner.rules;

import java.util.Locale;
import java.util.Map;

/** How nnU-Net brings the intensities of one channel to a common scale; spelled in plans.json by class name. */
public enum ChannelNormalization {
    /** Clip to the training percentiles, then the training mean and deviation: Hounsfield units mean the same everywhere. */
    CT(
            "CTNormalization",
            "Hounsfield units mean the same in every scan, so the training set's numbers are used for all"),
    /** Each image's own mean and deviation. */
    Z_SCORE("ZScoreNormalization", "the scale of such images is arbitrary, so each is normalised by itself"),
    /** Each image's own range to [0, 1]. */
    RESCALE_TO_0_1("RescaleTo01Normalization", "the channel name asks for it"),
    /** Bytes to [0, 1]. */
    RGB_TO_0_1("RGBTo01Normalization", "the channel name asks for it"),
    /** As it is. */
    NONE("NoNormalization", "the channel name asks for it");

    private static final Map<String, ChannelNormalization> BY_CHANNEL = Map.of(
            "ct", CT, "nonorm", NONE, "zscore", Z_SCORE, "rescale_to_0_1", RESCALE_TO_0_1, "rgb_to_0_1", RGB_TO_0_1);

    private final String className;
    private final String reason;

    ChannelNormalization(String className, String reason) {
        this.className = className;
        this.reason = reason;
    }

    /**
     * The scheme a channel name selects; names are compared without case, and unknown ones mean z-score.
     *
     * @param channelName e.g. {@code CT} or {@code T1}
     * @return the scheme
     */
    public static ChannelNormalization forChannel(String channelName) {
        String folded = channelName.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return BY_CHANNEL.getOrDefault(folded, Z_SCORE);
    }

    /**
     * nnU-Net's class name.
     *
     * @return e.g. {@code CTNormalization}
     */
    public String className() {
        return className;
    }

    /**
     * Whether it can be restricted to the nonzero mask.
     *
     * @return true for z-score only
     */
    public boolean canUseMask() {
        return this == Z_SCORE;
    }

    String reason() {
        return reason;
    }
}
