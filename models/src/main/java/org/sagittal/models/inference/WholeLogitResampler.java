package org.sagittal.models.inference;

import java.util.stream.IntStream;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.Restoration;
import org.sagittal.preprocessing.resample.Resampling;

/** The way back for recipes with cubic logits, which no plan of nnU-Net's planners has: it needs heads x voxels x 4 B at both grids. */
final class WholeLogitResampler implements LogitSink {
    private final Restoration restoration;
    private final Shape from;
    private final float[][][] slices;
    private final LogitSink next;
    private final Box target;

    WholeLogitResampler(int heads, LogitPart part, LogitSink next) {
        this.restoration = part.restoration();
        this.target = part.target();
        this.from = restoration.networkShape();
        this.slices = new float[heads][from.z()][];
        this.next = next;
    }

    @Override
    public void slice(int z, float[][] logits) {
        for (int head = 0; head < slices.length; head++) {
            slices[head][z] = logits[head].clone();
        }
        if (z == from.z() - 1) {
            finish();
        }
    }

    private void finish() {
        FloatVoxels[] resized = IntStream.range(0, slices.length)
                .parallel()
                .mapToObj(head -> Resampling.resizeData(
                        FloatVoxels.of(from, slices[head]),
                        restoration.shapeAfterCropping(),
                        restoration.networkSpacing(),
                        restoration.spacingBeforeResampling(),
                        restoration.probabilities()))
                .toArray(FloatVoxels[]::new);
        float[][] slice = new float[slices.length][];
        for (int z = target.startZ(); z < target.endZ(); z++) {
            for (int head = 0; head < slice.length; head++) {
                slice[head] = part(resized[head], z);
            }
            next.slice(z - target.startZ(), slice);
        }
    }

    private float[] part(FloatVoxels resized, int z) {
        Shape shape = target.shape();
        float[] part = new float[shape.sliceVoxels()];
        for (int y = 0; y < shape.y(); y++) {
            int from = (target.startY() + y) * resized.shape().x() + target.startX();
            System.arraycopy(resized.slice(z), from, part, y * shape.x(), shape.x());
        }
        return part;
    }
}
