package org.sagittal.models.inference;

import java.util.ArrayList;
import java.util.List;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;

/** A label map that is made strip by strip: whole slices in z and x, some rows in y. */
final class LabelStrips {
    private final Box whole;
    private final short[][] labels;

    /**
     * An empty map.
     *
     * @param whole what all strips together cover
     */
    LabelStrips(Box whole) {
        this.whole = whole;
        this.labels = new short[whole.shape().z()][whole.shape().sliceVoxels()];
    }

    /**
     * Cuts a part of a case into strips of nearly equal height.
     *
     * @param part what to cut
     * @param count how many strips; fewer where there are fewer rows
     * @return the strips, from the first row to the last; the part alone where its slices cannot be resampled one by one
     */
    static List<LogitPart> of(LogitPart part, int count) {
        if (count == 1 || !part.sameGrid() && part.slices().isEmpty()) {
            return List.of(part);
        }
        Box target = part.target();
        int rows = target.shape().y();
        int strips = Math.min(count, rows);
        List<LogitPart> cut = new ArrayList<>();
        for (int i = 0; i < strips; i++) {
            int from = target.startY() + (int) ((long) rows * i / strips);
            int to = target.startY() + (int) ((long) rows * (i + 1) / strips);
            Box strip = new Box(target.startZ(), from, target.startX(), target.endZ(), to, target.endX());
            cut.add(LogitPart.of(part.restoration(), strip));
        }
        return List.copyOf(cut);
    }

    /**
     * Adds a strip.
     *
     * @param target where it lies, inside the whole
     * @param found its labels
     */
    void put(Box target, LabelVoxels found) {
        Shape shape = target.shape();
        int at = (target.startY() - whole.startY()) * shape.x();
        for (int z = 0; z < shape.z(); z++) {
            System.arraycopy(found.slice(z), 0, labels[z], at, shape.sliceVoxels());
        }
    }

    /** All strips together. */
    LabelVoxels labels() {
        return LabelVoxels.of(whole.shape(), labels);
    }
}
