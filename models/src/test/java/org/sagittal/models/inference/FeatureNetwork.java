package org.sagittal.models.inference;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/** A network that can stop before its last layer: feature f of voxel i = sin(f + patch[i]) + i mod 7, logits by a fixed matrix. */
final class FeatureNetwork implements PatchNetwork {
    private final int features;
    private final LastLayer last;
    int calls;

    FeatureNetwork(int features, int heads) {
        this.features = features;
        float[] weights = new float[heads * features];
        float[] bias = new float[heads];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) Math.cos(i * i);
        }
        for (int head = 0; head < heads; head++) {
            bias[head] = head * 0.01f;
        }
        this.last = LastLayer.of(weights, bias);
    }

    @Override
    public int inputChannels() {
        return 1;
    }

    @Override
    public int heads() {
        return last.bias().length;
    }

    @Override
    public Optional<LastLayer> lastLayer() {
        return Optional.of(last);
    }

    @Override
    public void features(float[] patches, int batch, int[] patchSize, Consumer<FloatBuffer> taking) {
        calls++;
        taking.accept(FloatBuffer.wrap(features(patches, batch)));
    }

    private float[] features(float[] patches, int batch) {
        int voxels = patches.length / batch;
        float[] out = new float[patches.length * features];
        for (int n = 0; n < batch; n++) {
            for (int f = 0; f < features; f++) {
                for (int i = 0; i < voxels; i++) {
                    out[(n * features + f) * voxels + i] = (float) Math.sin(f + patches[n * voxels + i]) + i % 7;
                }
            }
        }
        return out;
    }

    @Override
    public float[] logits(float[] patches, int batch, int[] patchSize) {
        float[] from = features(patches, batch);
        int voxels = patches.length / batch;
        float[] out = new float[batch * heads() * voxels];
        for (int n = 0; n < batch; n++) {
            for (int head = 0; head < heads(); head++) {
                for (int i = 0; i < voxels; i++) {
                    double sum = last.bias()[head];
                    for (int f = 0; f < features; f++) {
                        sum += (double) last.weights()[head][f] * from[(n * features + f) * voxels + i];
                    }
                    out[(n * heads() + head) * voxels + i] = (float) sum;
                }
            }
        }
        return out;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
