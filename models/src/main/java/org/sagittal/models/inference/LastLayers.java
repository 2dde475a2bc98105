package org.sagittal.models.inference;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Features of several networks, one network's channels behind the other's -> the mean of their logits, slice by slice. */
final class LastLayers implements LogitSink {
    /** Voxels at a time: as many that their features stay in a core's cache while all heads are made of them. */
    private static final int BLOCK = 2048;

    /** Channels a pass over the voxels. */
    private static final int CHANNELS = 4;

    private final float[][] weights;
    private final float[] bias;
    private final LogitSink next;
    private float[][] logits = {};

    /**
     * The layers of some networks.
     *
     * @param layers one a network, all with the same heads
     * @param next takes the mean of the logits
     */
    LastLayers(List<LastLayer> layers, LogitSink next) {
        int heads = layers.get(0).bias().length;
        int planes = layers.stream().mapToInt(LastLayer::features).sum();
        // channels that are missing to a multiple count nothing
        this.weights = new float[heads][(planes + CHANNELS - 1) / CHANNELS * CHANNELS];
        this.bias = new float[heads];
        this.next = next;
        float share = 1f / layers.size();
        for (int head = 0; head < heads; head++) {
            int plane = 0;
            for (LastLayer layer : layers) {
                bias[head] += layer.bias()[head] * share;
                for (float weight : layer.weights()[head]) {
                    weights[head][plane++] = weight * share;
                }
            }
        }
    }

    @Override
    public void slice(int z, float[][] planes) {
        int voxels = planes[0].length;
        if (logits.length == 0 || logits[0].length != voxels) {
            logits = new float[bias.length][voxels];
        }
        IntStream.range(0, (voxels + BLOCK - 1) / BLOCK)
                .parallel()
                .forEach(block -> block(planes, block * BLOCK, Math.min(voxels, (block + 1) * BLOCK)));
        next.slice(z, logits);
    }

    private void block(float[][] planes, int from, int to) {
        for (int head = 0; head < bias.length; head++) {
            float[] out = logits[head];
            Arrays.fill(out, from, to, bias[head]);
            for (int plane = 0; plane < planes.length; plane += CHANNELS) {
                add(planes, plane, weights[head], out, from, to);
            }
        }
    }

    private static void add(float[][] planes, int plane, float[] weights, float[] out, int from, int to) {
        int last = planes.length - 1;
        float[] a = planes[plane];
        float[] b = planes[Math.min(plane + 1, last)];
        float[] c = planes[Math.min(plane + 2, last)];
        float[] d = planes[Math.min(plane + 3, last)];
        float wa = weights[plane];
        float wb = weights[plane + 1];
        float wc = weights[plane + 2];
        float wd = weights[plane + 3];
        for (int i = from; i < to; i++) {
            out[i] += wa * a[i] + wb * b[i] + (wc * c[i] + wd * d[i]);
        }
    }
}
