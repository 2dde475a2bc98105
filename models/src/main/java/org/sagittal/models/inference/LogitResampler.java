package org.sagittal.models.inference;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.sagittal.preprocessing.Restoration;
import org.sagittal.preprocessing.resample.LinearSlices;

/**
 * Brings logits from the network's grid to the grid before resampling, slice by slice: linear along each axis, nearest along a separate
 * one. Two resized slices are in memory, whatever the volume.
 *
 * <p>Reference: {@code resample_data_or_seg} of nnU-Net 2.8.1, nnunet.md 4.4.
 */
final class LogitResampler implements LogitSink {
    private final LinearSlices slices;
    private final LogitSink next;

    private float[][] previous;
    private float[][] current;
    private final float[][] mixed;
    private int emitted;

    private LogitResampler(int heads, LinearSlices slices, LogitSink next) {
        this.slices = slices;
        this.next = next;
        int voxels = slices.outShape().sliceVoxels();
        this.previous = new float[heads][voxels];
        this.current = new float[heads][voxels];
        this.mixed = new float[heads][voxels];
    }

    /**
     * The way back for one case.
     *
     * @param heads channels of the logits
     * @param part which part of the case is wanted
     * @param next takes slices of the part after cropping, counted from its first
     * @return a sink for slices of the part of the network's grid
     */
    static LogitSink of(int heads, LogitPart part, LogitSink next) {
        if (part.sameGrid()) {
            return next;
        }
        return part.slices()
                .<LogitSink>map(slices -> new LogitResampler(heads, slices, next))
                .orElseGet(() -> new WholeLogitResampler(heads, part, next));
    }

    /**
     * The way back for a whole case.
     *
     * @param heads channels of the logits
     * @param restoration shapes, spacings and degrees
     * @param next takes slices of the shape after cropping
     * @return a sink for slices of the network's shape
     */
    static LogitSink of(int heads, Restoration restoration, LogitSink next) {
        return of(heads, LogitPart.whole(restoration), next);
    }

    @Override
    public void slice(int z, float[][] logits) {
        float[][] reused = previous;
        previous = current;
        current = reused;
        each(head -> slices.resize(logits[head], current[head]));
        while (emitted < slices.outShape().z() && slices.high(emitted) <= z) {
            next.slice(emitted, mixed(emitted, z));
            emitted++;
        }
    }

    private float[][] mixed(int out, int z) {
        float[][] low = slices.low(out) == z ? current : previous;
        float[][] high = slices.high(out) == z ? current : previous;
        if (low == high) {
            return low;
        }
        each(head -> slices.mix(out, low[head], high[head], mixed[head]));
        return mixed;
    }

    private void each(IntConsumer work) {
        IntStream.range(0, mixed.length).parallel().forEach(work);
    }
}
