package org.sagittal.models.inference;

/** A network of one formula a voxel that a reader can follow: logit h = (h + 1) * sum of channels + place, place depending on the voxel's index in the patch. */
final class FormulaNetwork implements PatchNetwork {
    private final int channels;
    private final int heads;
    private final float placeFactor;
    int calls;
    int patches;
    boolean closed;

    FormulaNetwork(int channels, int heads, float placeFactor) {
        this.channels = channels;
        this.heads = heads;
        this.placeFactor = placeFactor;
    }

    @Override
    public int inputChannels() {
        return channels;
    }

    @Override
    public int heads() {
        return heads;
    }

    @Override
    public float[] logits(float[] input, int batch, int[] patchSize) {
        calls++;
        patches += batch;
        int voxels = 1;
        for (int extent : patchSize) {
            voxels *= extent;
        }
        float[] logits = new float[batch * heads * voxels];
        for (int n = 0; n < batch; n++) {
            for (int head = 0; head < heads; head++) {
                for (int i = 0; i < voxels; i++) {
                    float sum = 0;
                    for (int c = 0; c < channels; c++) {
                        sum += input[(n * channels + c) * voxels + i];
                    }
                    logits[(n * heads + head) * voxels + i] = (head + 1) * sum + placeFactor * i;
                }
            }
        }
        return logits;
    }

    @Override
    public void close() {
        closed = true;
    }
}
