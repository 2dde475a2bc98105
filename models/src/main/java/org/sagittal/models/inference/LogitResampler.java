package org.sagittal.models.inference;

import java.util.stream.IntStream;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.Restoration;

/**
 * Brings logits from the network's grid to the grid before resampling, slice by slice: linear along each axis, nearest along a separate
 * one. Two resized slices are in memory, whatever the volume.
 *
 * <p>nnU-Net interpolates the eight corners in float64 and rounds to float16; here each axis is interpolated in turn in float32, which
 * differs by rounding only. Reference: {@code resample_data_or_seg} of nnU-Net 2.8.1, nnunet.md 4.4.
 */
final class LogitResampler implements LogitSink {
    private final Shape from;
    private final AxisMap mapZ;
    private final AxisMap mapY;
    private final AxisMap mapX;
    private final LogitSink next;

    private float[][] previous;
    private float[][] current;
    private final float[][] mixed;
    private int emitted;

    private LogitResampler(int heads, Shape from, AxisMap[] maps, LogitSink next) {
        this.from = from;
        this.mapZ = maps[0];
        this.mapY = maps[1];
        this.mapX = maps[2];
        this.next = next;
        int voxels = Math.multiplyExact(mapY.length(), mapX.length());
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
        if (part.wholeNeeded()) {
            return new WholeLogitResampler(heads, part, next);
        }
        return new LogitResampler(heads, part.source().shape(), part.maps(), next);
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
        IntStream.range(0, logits.length).parallel().forEach(head -> resizePlane(logits[head], current[head]));
        while (emitted < mapZ.length() && mapZ.high(emitted) <= z) {
            next.slice(emitted, mixed(emitted, z));
            emitted++;
        }
    }

    private float[][] mixed(int out, int z) {
        float weight = mapZ.weight(out);
        float[][] low = mapZ.low(out) == z ? current : previous;
        float[][] high = mapZ.high(out) == z ? current : previous;
        if (weight == 0 || low == high) {
            return low;
        }
        IntStream.range(0, mixed.length).parallel().forEach(head -> {
            float[] a = low[head];
            float[] b = high[head];
            float[] to = mixed[head];
            for (int i = 0; i < to.length; i++) {
                to[i] = a[i] + (b[i] - a[i]) * weight;
            }
        });
        return mixed;
    }

    private void resizePlane(float[] plane, float[] to) {
        int width = mapX.length();
        if (mapY.identity() && mapX.identity()) {
            System.arraycopy(plane, 0, to, 0, plane.length);
            return;
        }
        float[] row = new float[from.x()];
        for (int y = 0; y < mapY.length(); y++) {
            int a = mapY.low(y) * from.x();
            int b = mapY.high(y) * from.x();
            float weightY = mapY.weight(y);
            for (int x = 0; x < row.length; x++) {
                row[x] = plane[a + x] + (plane[b + x] - plane[a + x]) * weightY;
            }
            for (int x = 0; x < width; x++) {
                float low = row[mapX.low(x)];
                to[y * width + x] = low + (row[mapX.high(x)] - low) * mapX.weight(x);
            }
        }
    }
}
