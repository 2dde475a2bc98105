package org.sagittal.models.unet;

import java.util.List;

/**
 * The recipe of a U-Net, as nnU-Net's plans describe it.
 *
 * @param kind building blocks of the encoder
 * @param inputChannels C of the input (N, C, [D,] H, W)
 * @param heads C of the logits
 * @param features channels of each stage, finest first
 * @param kernelSizes kernel of each stage along each spatial axis
 * @param strides step of each stage's first convolution; the first stage's is 1 everywhere
 * @param blocksPerStage convolutions (plain) or residual blocks of each encoder stage
 * @param convolutionsPerDecoderStage convolutions of each decoder level, coarsest first; one less than stages
 */
public record NetworkSpec(
        Kind kind,
        int inputChannels,
        int heads,
        List<Integer> features,
        List<List<Integer>> kernelSizes,
        List<List<Integer>> strides,
        List<Integer> blocksPerStage,
        List<Integer> convolutionsPerDecoderStage) {

    private static final int MOST_STAGES = 64;
    private static final int MOST_CHANNELS = 65_536;
    private static final int MOST_BLOCKS = 1000;
    private static final int MOST_STEPS = 1001;

    /** What an encoder stage consists of. */
    public enum Kind {
        /** Convolution, instance norm, leaky rectifier; nnU-Net's PlainConvUNet. */
        PLAIN_CONV,
        /** Residual blocks; nnU-Net's ResidualEncoderUNet. */
        RESIDUAL_ENCODER
    }

    /** Copies the lists and refuses recipes that describe no network. */
    public NetworkSpec {
        features = List.copyOf(features);
        kernelSizes = kernelSizes.stream().map(List::copyOf).toList();
        strides = strides.stream().map(List::copyOf).toList();
        blocksPerStage = List.copyOf(blocksPerStage);
        convolutionsPerDecoderStage = List.copyOf(convolutionsPerDecoderStage);
        int stages = features.size();
        require(
                stages >= 2,
                "features",
                "have at least 2 stages: a network of one stage has no decoder and no output",
                features);
        require(stages <= MOST_STAGES, "features", "have at most " + MOST_STAGES + " stages", stages);
        requireSizes(inputChannels, heads, features, blocksPerStage, convolutionsPerDecoderStage);
        require(kernelSizes.size() == stages, "kernelSizes", "have " + stages + " stages as features do", kernelSizes);
        require(strides.size() == stages, "strides", "have " + stages + " stages as features do", strides);
        require(
                blocksPerStage.size() == stages,
                "blocksPerStage",
                "have " + stages + " stages as features do",
                blocksPerStage);
        require(
                convolutionsPerDecoderStage.size() == stages - 1,
                "convolutionsPerDecoderStage",
                "have " + (stages - 1) + " levels, one less than stages",
                convolutionsPerDecoderStage);
        int d = kernelSizes.get(0).size();
        require(d == 2 || d == 3, "kernelSizes", "have 2 or 3 axes", kernelSizes);
        require(
                kernelSizes.stream()
                        .allMatch(k ->
                                k.size() == d && k.stream().allMatch(v -> v % 2 == 1 && v > 0 && v <= MOST_STEPS)),
                "kernelSizes",
                "be odd, at most " + MOST_STEPS + ", and have " + d + " axes in every stage",
                kernelSizes);
        require(
                strides.stream().allMatch(s -> s.size() == d && s.stream().allMatch(v -> v >= 1 && v <= MOST_STEPS)),
                "strides",
                "be 1 to " + MOST_STEPS + " and have " + d + " axes in every stage",
                strides);
        require(strides.get(0).stream().allMatch(s -> s == 1), "strides[0]", "be 1 along every axis", strides.get(0));
    }

    /** Bounds far beyond any network, so that a file's numbers neither overflow nor make layers without end. */
    private static void requireSizes(
            int inputChannels, int heads, List<Integer> features, List<Integer> blocks, List<Integer> convolutions) {
        require(
                within(List.of(inputChannels), MOST_CHANNELS),
                "inputChannels",
                "be 1 to " + MOST_CHANNELS,
                inputChannels);
        require(within(List.of(heads), MOST_CHANNELS), "heads", "be 1 to " + MOST_CHANNELS, heads);
        require(within(features, MOST_CHANNELS), "features", "be 1 to " + MOST_CHANNELS, features);
        require(within(blocks, MOST_BLOCKS), "blocksPerStage", "be 1 to " + MOST_BLOCKS, blocks);
        require(
                within(convolutions, MOST_BLOCKS),
                "convolutionsPerDecoderStage",
                "be 1 to " + MOST_BLOCKS,
                convolutions);
    }

    private static boolean within(List<Integer> values, int most) {
        return values.stream().allMatch(v -> v >= 1 && v <= most);
    }

    private static void require(boolean holds, String name, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must " + rule + ", got " + value);
        }
    }

    /**
     * Spatial axes.
     *
     * @return 2 or 3
     */
    public int dimensions() {
        return kernelSizes.get(0).size();
    }

    /**
     * Stages of the encoder.
     *
     * @return at least 2
     */
    public int stages() {
        return features.size();
    }
}
