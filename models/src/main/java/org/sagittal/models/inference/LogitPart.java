package org.sagittal.models.inference;

import java.util.Optional;
import java.util.OptionalInt;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.Restoration;
import org.sagittal.preprocessing.resample.ResamplingSpec;
import org.sagittal.preprocessing.resample.SeparateAxis;

/**
 * Which logits a part of the result is made of: target, a box of the grid after cropping, and source, the box of the network's grid that
 * holds every value the target is interpolated from.
 */
final class LogitPart {
    private final Restoration restoration;
    private final Box target;
    private final Box source;
    private final AxisMap[] maps;

    private LogitPart(Restoration restoration, Box target, Box source, AxisMap[] maps) {
        this.restoration = restoration;
        this.target = target;
        this.source = source;
        this.maps = maps;
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
            return new LogitPart(restoration, target, target, new AxisMap[0]);
        }
        ResamplingSpec spec = restoration.probabilities();
        if (spec.order() > 1 || spec.orderZ() > 1) {
            return new LogitPart(restoration, target, Box.of(from), new AxisMap[0]);
        }
        OptionalInt separate =
                SeparateAxis.of(spec, restoration.networkSpacing(), restoration.spacingBeforeResampling());
        AxisMap[] maps = new AxisMap[3];
        for (int axis = 0; axis < 3; axis++) {
            int order = separate.isPresent() && separate.getAsInt() == axis ? spec.orderZ() : spec.order();
            maps[axis] = AxisMap.of(from.axis(axis), to.axis(axis), order);
        }
        return target.equals(Box.of(to))
                ? new LogitPart(restoration, target, Box.of(from), maps)
                : trimmed(restoration, target, maps);
    }

    private static LogitPart trimmed(Restoration restoration, Box target, AxisMap[] whole) {
        AxisMap[] maps = new AxisMap[3];
        int[] first = new int[3];
        int[] end = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            first[axis] = whole[axis].low(target.start(axis));
            end[axis] = whole[axis].high(target.end(axis) - 1) + 1;
            maps[axis] = whole[axis].part(target.start(axis), target.end(axis));
        }
        Box source = new Box(first[0], first[1], first[2], end[0], end[1], end[2]);
        return new LogitPart(restoration, target, source, maps);
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

    /** Whether interpolation reaches so far that the whole case is the source. */
    boolean wholeNeeded() {
        return !sameGrid() && maps.length == 0;
    }

    /** From the source to the target along z, y and x; only where neither {@link #sameGrid()} nor {@link #wholeNeeded()}. */
    AxisMap[] maps() {
        return maps;
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
