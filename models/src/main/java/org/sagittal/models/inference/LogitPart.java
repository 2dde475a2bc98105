package org.sagittal.models.inference;

import java.util.Optional;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.Restoration;
import org.sagittal.preprocessing.resample.LinearSlices;

/**
 * Which logits a part of the result is made of: target, a box of the grid after cropping, and source, the box of the network's grid that
 * holds every value the target is interpolated from.
 */
final class LogitPart {
    private final Restoration restoration;
    private final Box target;
    private final Box source;
    private final Optional<LinearSlices> slices;

    private LogitPart(Restoration restoration, Box target, Box source, Optional<LinearSlices> slices) {
        this.restoration = restoration;
        this.target = target;
        this.source = source;
        this.slices = slices;
    }

    /**
     * The whole case.
     *
     * @param restoration shapes, spacings and degrees
     */
    static LogitPart whole(Restoration restoration) {
        return of(restoration, Box.of(restoration.shapeAfterCropping()));
    }

    /**
     * A part of a case.
     *
     * @param restoration shapes, spacings and degrees
     * @param target a box inside the grid after cropping, transposed order
     */
    static LogitPart of(Restoration restoration, Box target) {
        Shape from = restoration.networkShape();
        Shape to = restoration.shapeAfterCropping();
        if (from.equals(to)) {
            return new LogitPart(restoration, target, target, Optional.empty());
        }
        if (!LinearSlices.possible(restoration.probabilities())) {
            return new LogitPart(restoration, target, Box.of(from), Optional.empty());
        }
        LinearSlices slices = LinearSlices.of(
                        from,
                        to,
                        restoration.networkSpacing(),
                        restoration.spacingBeforeResampling(),
                        restoration.probabilities())
                .part(target);
        return new LogitPart(restoration, target, slices.source(), Optional.of(slices));
    }

    /**
     * What a region of the file's array shares with the cropped case.
     *
     * @param restoration shapes, spacings and degrees
     * @param region voxels of the file's array
     * @return the part, or nothing if the region lies outside of the crop
     */
    static Optional<LogitPart> within(Restoration restoration, Box region) {
        int[] start = new int[3];
        int[] end = new int[3];
        Box crop = restoration.box();
        for (int axis = 0; axis < 3; axis++) {
            int fileAxis = restoration.transposeForward().get(axis);
            start[axis] = Math.max(region.start(fileAxis), crop.start(axis)) - crop.start(axis);
            end[axis] = Math.min(region.end(fileAxis), crop.end(axis)) - crop.start(axis);
            if (end[axis] <= start[axis]) {
                return Optional.empty();
            }
        }
        return Optional.of(of(restoration, new Box(start[0], start[1], start[2], end[0], end[1], end[2])));
    }

    /** The case the part belongs to. */
    Restoration restoration() {
        return restoration;
    }

    /** The part, in the grid after cropping. */
    Box target() {
        return target;
    }

    /** What it is made of, in the network's grid. */
    Box source() {
        return source;
    }

    /** Whether nothing is resampled. */
    boolean sameGrid() {
        return restoration.networkShape().equals(restoration.shapeAfterCropping());
    }

    /** From the source to the target, slice by slice; empty if nothing is resampled or interpolation reaches so far that this is impossible. */
    Optional<LinearSlices> slices() {
        return slices;
    }

    /** The way from the part to the file's grid, everything outside of the part being background. */
    Restoration placing() {
        Box box = restoration.box();
        Box placed = new Box(
                box.startZ() + target.startZ(),
                box.startY() + target.startY(),
                box.startX() + target.startX(),
                box.startZ() + target.endZ(),
                box.startY() + target.endY(),
                box.startX() + target.endX());
        return new Restoration(
                restoration.transposeForward(),
                restoration.shapeBeforeCropping(),
                placed,
                source.shape(),
                restoration.fileSpacing(),
                restoration.networkSpacing(),
                restoration.probabilities());
    }
}
