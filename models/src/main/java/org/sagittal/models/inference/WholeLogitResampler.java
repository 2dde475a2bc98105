package org.sagittal.models.inference;

import java.util.stream.IntStream;
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

    WholeLogitResampler(int heads, Restoration restoration, LogitSink next) {
        this.restoration = restoration;
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
        for (int z = 0; z < restoration.shapeAfterCropping().z(); z++) {
            for (int head = 0; head < slice.length; head++) {
                slice[head] = resized[head].slice(z);
            }
            next.slice(z, slice);
        }
    }
}
