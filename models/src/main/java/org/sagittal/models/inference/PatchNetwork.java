package org.sagittal.models.inference;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A network as inference sees it: f: R^(C x patch) -> R^(heads x patch), patch in, logits out, for a batch of patches at a time.
 *
 * <p>One thread at a time may call it.
 */
public interface PatchNetwork extends AutoCloseable {
    /**
     * Channels of a patch.
     *
     * @return C, image channels and those of a previous stage
     */
    int inputChannels();

    /**
     * Channels of the logits.
     *
     * @return one a label, background included, or one a region
     */
    int heads();

    /**
     * Runs the network on a batch.
     *
     * @param patches (N, C, D, H, W), or (N, C, H, W) for a 2D network, row-major; not kept
     * @param batch N
     * @param patchSize (D, H, W) or (H, W)
     * @return logits before softmax or sigmoid, (N, heads, D, H, W) or (N, heads, H, W), row-major; the caller's to change
     */
    float[] logits(float[] patches, int batch, int[] patchSize);

    /**
     * Runs one batch and shows the answer where it lies: answers are hundreds of megabytes where there are many heads.
     *
     * @param patches (N, C, patch), row-major; not kept
     * @param batch N
     * @param patchSize (D, H, W) or (H, W)
     * @param taking takes (N, heads, patch), row-major, before softmax; it is gone when it returns
     */
    default void logits(float[] patches, int batch, int[] patchSize, Consumer<FloatBuffer> taking) {
        taking.accept(FloatBuffer.wrap(logits(patches, batch, patchSize)));
    }

    /**
     * Runs the network on a batch and keeps what its passes say one by one. The mean logits are those of {@link #logits}.
     *
     * @param patches (N, C, D, H, W), or (N, C, H, W) for a 2D network, row-major; not kept
     * @param batch N
     * @param patchSize (D, H, W) or (H, W)
     * @param regions whether heads are independent
     * @return means over the passes, and the labels of each
     */
    default PatchPasses passes(float[] patches, int batch, int[] patchSize, boolean regions) {
        return PatchPasses.single(logits(patches, batch, patchSize), batch, heads(), regions);
    }

    /**
     * The 1x1 convolution that ends the network, if the network can stop before it.
     *
     * @return empty if there are no {@link #features}
     */
    default Optional<LastLayer> lastLayer() {
        return Optional.empty();
    }

    /**
     * Runs one batch but for the {@link #lastLayer}.
     *
     * @param patches (N, C, patch), row-major; not kept
     * @param batch N
     * @param patchSize (D, H, W) or (H, W)
     * @param taking takes (N, features, patch), row-major; it is gone when it returns
     * @throws UnsupportedOperationException if the network cannot stop there
     */
    default void features(float[] patches, int batch, int[] patchSize, Consumer<FloatBuffer> taking) {
        throw new UnsupportedOperationException("this network cannot stop before its last layer");
    }

    /**
     * Which program answers.
     *
     * @return the fast one, unless the engine knows the reference one only
     */
    default InferenceProgram program() {
        return InferenceProgram.FAST;
    }

    /** Gives the engine's memory back. */
    @Override
    void close();
}
