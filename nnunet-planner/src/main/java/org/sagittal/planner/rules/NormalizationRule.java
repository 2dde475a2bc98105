package org.sagittal.planner.rules;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How are the intensities brought to a common scale, and do zeros around the body count? By channel name; the mask is used where
 * cropping removed more than a quarter of the volume.
 *
 * <p>Reference: nnunetv2 2.8.1.
 */
public final class NormalizationRule {
    private static final double MASK_BELOW = 0.75;

    private NormalizationRule() {}

    /**
     * The choice for one channel.
     *
     * @param scheme the scheme
     * @param useMask whether statistics come from inside the nonzero mask only
     */
    public record Channel(ChannelNormalization scheme, boolean useMask) {}

    /**
     * Chooses a scheme per channel.
     *
     * @param facts the dataset
     * @return one choice per channel, in channel order
     */
    public static Decided<List<Channel>> decide(PlanningFacts facts) {
        boolean mask = facts.relativeSize() < MASK_BELOW;
        List<Channel> channels = facts.channelNames().stream()
                .map(ChannelNormalization::forChannel)
                .map(scheme -> new Channel(scheme, mask && scheme.canUseMask()))
                .toList();
        String chosen = channels.stream()
                .map(c -> c.scheme().className() + (c.useMask() ? " inside the nonzero mask" : ""))
                .collect(Collectors.joining(", "));
        String why = channels.stream()
                .map(Channel::scheme)
                .distinct()
                .map(s -> s.className() + ": " + s.reason())
                .collect(Collectors.joining("; "));
        Decision decision = new Decision(
                "NormalizationRule",
                Decision.ALL,
                "How are intensities brought to a common scale?",
                List.of(
                        Fact.of("channels", String.join(", ", facts.channelNames())),
                        Fact.of("median part of the volume left by cropping to nonzero", facts.relativeSize(), ""),
                        Fact.of("the mask counts below", MASK_BELOW, "")),
                chosen,
                List.of(),
                why + ".");
        return new Decided<>(channels, decision);
    }
}
