package org.sagittal.models.inference;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sagittal.geometry.transform.AxisOrder;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.reader.Placement;

/** The part of an image that is to be segmented: a box of voxels of the file's grid, or the box around a mask's voxels above 0. */
public final class RegionOfInterest {
    private static final Pattern RANGE = Pattern.compile("\\s*(\\d*)\\s*:\\s*(\\d*)\\s*");

    private final int[] starts;
    private final int[] ends;
    private final Optional<Path> mask;

    private RegionOfInterest(int[] starts, int[] ends, Optional<Path> mask) {
        this.starts = starts;
        this.ends = ends;
        this.mask = mask;
    }

    /**
     * Reads a box as it is typed.
     *
     * @param text {@code z0:z1,y0:y1,x0:x1}, half open, voxels of the file's grid; a number left out means the image's border
     * @return the region
     * @throws IllegalArgumentException if it is not written so, or an end is not above its start
     */
    public static RegionOfInterest parse(String text) {
        String[] axes = text.split(",");
        int[] starts = new int[3];
        int[] ends = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            Matcher range = axes.length == 3 ? RANGE.matcher(axes[axis]) : RANGE.matcher("?");
            if (!range.matches()
                    || range.group(1).length() > 9
                    || range.group(2).length() > 9) {
                throw new IllegalArgumentException(
                        "region must be z0:z1,y0:y1,x0:x1 in voxels, e.g. 10:60,0:128,32:, got '" + text + "'");
            }
            starts[axis] = range.group(1).isEmpty() ? 0 : Integer.parseInt(range.group(1));
            ends[axis] = range.group(2).isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(range.group(2));
            if (ends[axis] <= starts[axis]) {
                throw new IllegalArgumentException(
                        "region must end after its start along every axis, got '" + text + "'");
            }
        }
        return new RegionOfInterest(starts, ends, Optional.empty());
    }

    /**
     * The box around a mask.
     *
     * @param file a label map on the image's grid; every voxel that is not 0 belongs to the mask
     * @return the region
     */
    public static RegionOfInterest around(Path file) {
        return new RegionOfInterest(new int[3], new int[3], Optional.of(file));
    }

    /**
     * The region in one image.
     *
     * @param images the image as read
     * @param reader what it was read with
     * @return voxels of the array that was read; a box that leaves the image is cut off at its border
     * @throws IllegalArgumentException if no voxel of the region lies in the image
     */
    public Box in(CaseImages images, ImageReader reader) {
        if (mask.isPresent()) {
            return bounds(reader.readLabel(mask.get()), images.shape(), mask.get());
        }
        Optional<AxisOrder> turned =
                images.placement() instanceof Placement.Turned placed ? Optional.of(placed.order()) : Optional.empty();
        int[] from = new int[3];
        int[] to = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            int stored = turned.isPresent() ? turned.get().from(axis) : axis;
            boolean flipped = turned.isPresent() && turned.get().flipped(axis);
            int extent = images.shape().axis(axis);
            int start = starts[stored];
            int end = Math.min(ends[stored], extent);
            if (start >= end) {
                throw new IllegalArgumentException("the region of interest begins at voxel " + start + " of axis "
                        + stored + ", where the image has only " + extent + " voxels");
            }
            from[axis] = flipped ? extent - end : start;
            to[axis] = flipped ? extent - start : end;
        }
        return new Box(from[0], from[1], from[2], to[0], to[1], to[2]);
    }

    private static Box bounds(LabelVoxels labels, Shape image, Path file) {
        if (!labels.shape().equals(image)) {
            throw new IllegalArgumentException(file + " has shape " + labels.shape() + ", the image has " + image
                    + "; a mask must lie on the image's grid");
        }
        int[] from = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
        int[] to = new int[3];
        for (int z = 0; z < image.z(); z++) {
            short[] slice = labels.slice(z);
            for (int i = 0; i < slice.length; i++) {
                if (slice[i] != 0) {
                    int[] at = {z, i / image.x(), i % image.x()};
                    for (int axis = 0; axis < 3; axis++) {
                        from[axis] = Math.min(from[axis], at[axis]);
                        to[axis] = Math.max(to[axis], at[axis] + 1);
                    }
                }
            }
        }
        if (to[0] == 0) {
            throw new IllegalArgumentException(file + " holds no voxel above 0, so there is no region of interest");
        }
        return new Box(from[0], from[1], from[2], to[0], to[1], to[2]);
    }
}
