package org.sagittal.preprocessing.dicom.series;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.sagittal.geometry.Vec3;
import org.sagittal.preprocessing.dicom.DicomDataset;
import org.sagittal.preprocessing.dicom.FunctionalGroups;
import org.sagittal.preprocessing.dicom.Tag;

/**
 * Where the frames of one file lie. Which elements say so depends on the kind of image (SOP class), and is as GDCM 3 in SimpleITK 2.5 takes
 * them:
 *
 * <ul>
 *   <li>enhanced images and segmentations: the functional groups, shared or of each frame, and nothing beside them;
 *   <li>radiographs and angiographs: Imager Pixel Spacing; secondary captures: Pixel Spacing, else Nominal Scanned Pixel Spacing; RT images:
 *       Image Plane Pixel Spacing; endoscopy and enhanced angiography: nothing; others: Pixel Spacing;
 *   <li>the distance of frames without places of their own: Grid Frame Offset Vector of doses; Spacing Between Slices, except of ultrasound
 *       and photographs; else the time between frames where Frame Increment Pointer points to it, as SimpleITK does; else 1.
 * </ul>
 *
 * <p>What is missing, or a spacing of 0, is 1 mm; a missing place is the world's origin.
 *
 * @param planes one a frame, in the file's order
 * @param placed whether each frame has a place of its own, so that the planes may be sorted
 * @param zMm distance between frames that have none, and thickness of a single one; negative against the normal
 */
public record FramePlanes(List<SlicePlane> planes, boolean placed, double zMm) {
    private static final String ROOT = "1.2.840.10008.5.1.4.1.1.";
    private static final String SEGMENTATION = ROOT + "66.4";
    private static final String DOSE = ROOT + "481.2";
    private static final String RT_IMAGE = ROOT + "481.1";
    private static final String SECONDARY_CAPTURE = ROOT + "7";
    private static final String NUCLEAR = ROOT + "20";
    private static final int IMAGE_PLANE_PIXEL_SPACING = 0x30020011;
    private static final int DETECTOR_INFORMATION_SEQUENCE = 0x00540022;
    private static final int FRAME_TIME = 0x00181063;
    private static final double[] NOTHING = {};
    private static final double[] UPRIGHT = {1, 0, 0, 0, 1, 0};

    /** CT, MR, PET and their legacy conversions, OCT, multi-frame captures, 3D angiography, tomosynthesis, label maps. */
    private static final Set<String> ENHANCED = Set.of(
            ROOT + "2.1",
            ROOT + "2.2",
            ROOT + "4.1",
            ROOT + "4.3",
            ROOT + "4.4",
            ROOT + "130",
            ROOT + "128.1",
            ROOT + "77.1.5.4",
            ROOT + "7.1",
            ROOT + "7.2",
            ROOT + "7.3",
            ROOT + "7.4",
            ROOT + "13.1.1",
            ROOT + "13.1.2",
            ROOT + "13.1.3",
            ROOT + "13.1.4",
            ROOT + "13.1.5",
            ROOT + "14.1",
            ROOT + "14.2",
            SEGMENTATION,
            ROOT + "66.7");

    /** Enhanced angiography and fluoroscopy, endoscopy: projections and photographs without a scale. */
    private static final Set<String> WITHOUT_SPACING =
            Set.of(ROOT + "12.1.1", ROOT + "12.2.1", ROOT + "77.1.1", ROOT + "77.1.1.1");

    private static final Set<String> WITH_IMAGER_SPACING = Set.of(
            ROOT + "1",
            ROOT + "1.1",
            ROOT + "1.1.1",
            ROOT + "1.2",
            ROOT + "1.2.1",
            ROOT + "1.3",
            ROOT + "1.3.1",
            ROOT + "12.1",
            ROOT + "12.2",
            ROOT + "12.3");

    /** Takes a copy. */
    public FramePlanes {
        planes = List.copyOf(planes);
    }

    /**
     * Finds the planes of a file.
     *
     * @param data its data set
     * @param frames how many frames it has
     * @param rows y extent
     * @param columns x extent
     * @return one plane a frame
     */
    public static FramePlanes of(DicomDataset data, int frames, int rows, int columns) {
        String kind = data.uid(Tag.SOP_CLASS_UID).orElse("");
        boolean grouped = ENHANCED.contains(kind)
                || !data.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE).isEmpty();
        return grouped ? grouped(data, frames, rows, columns) : plain(data, kind, frames, rows, columns);
    }

    private static FramePlanes grouped(DicomDataset data, int frames, int rows, int columns) {
        FunctionalGroups groups = FunctionalGroups.of(data);
        List<SlicePlane> planes = new ArrayList<>();
        int placed = 0;
        for (int i = 0; i < frames; i++) {
            double[] position = numbers(groups, i, Tag.PLANE_POSITION_SEQUENCE, Tag.IMAGE_POSITION_PATIENT);
            double[] cosines = numbers(groups, i, Tag.PLANE_ORIENTATION_SEQUENCE, Tag.IMAGE_ORIENTATION_PATIENT);
            double[] spacing = numbers(groups, i, Tag.PIXEL_MEASURES_SEQUENCE, Tag.PIXEL_SPACING);
            placed += position.length == 3 ? 1 : 0;
            planes.add(SlicePlane.of(
                    point(position), cosines.length == 6 ? cosines : orientation(data), yx(spacing), rows, columns));
        }
        if (placed > 0 && placed < frames) {
            throw new IllegalArgumentException((frames - placed) + " of " + frames
                    + " frames do not say where they lie (Plane Position Sequence), but the others do");
        }
        double[] between = numbers(groups, 0, Tag.PIXEL_MEASURES_SEQUENCE, Tag.SPACING_BETWEEN_SLICES);
        return new FramePlanes(planes, placed > 0, between.length > 0 ? orOne(between[0]) : 1);
    }

    private static double[] numbers(FunctionalGroups groups, int frame, int group, int tag) {
        return groups.group(frame, group).map(g -> g.decimals(tag)).orElse(NOTHING);
    }

    private static FramePlanes plain(DicomDataset data, String kind, int frames, int rows, int columns) {
        Optional<DicomDataset> detector =
                kind.equals(NUCLEAR) ? data.item(DETECTOR_INFORMATION_SEQUENCE) : Optional.empty();
        double[] position = kind.equals(NUCLEAR)
                ? detector.map(d -> d.decimals(Tag.IMAGE_POSITION_PATIENT)).orElse(NOTHING)
                : data.decimals(Tag.IMAGE_POSITION_PATIENT);
        double[] cosines = detector.map(FramePlanes::orientation)
                .filter(found -> found != UPRIGHT)
                .orElseGet(() -> orientation(data));
        SlicePlane first = SlicePlane.of(point(position), cosines, yx(spacing(data, kind)), rows, columns);
        double zMm = frameDistance(data, kind, frames);
        double[] offsets = data.decimals(Tag.GRID_FRAME_OFFSET_VECTOR);
        if (kind.equals(DOSE) && offsets.length == frames && frames > 1) {
            List<SlicePlane> planes = IntStream.range(0, frames)
                    .mapToObj(i -> moved(first, offsets[i] - offsets[0]))
                    .toList();
            return new FramePlanes(planes, true, zMm);
        }
        return new FramePlanes(Collections.nCopies(frames, first), frames == 1 && position.length == 3, zMm);
    }

    private static SlicePlane moved(SlicePlane plane, double mm) {
        Vec3 origin = plane.originMm().along(plane.normal(), mm);
        return new SlicePlane(
                origin, plane.xAxis(), plane.yAxis(), plane.yMm(), plane.xMm(), plane.rows(), plane.columns());
    }

    private static double[] orientation(DicomDataset data) {
        double[] cosines = data.decimals(Tag.IMAGE_ORIENTATION_PATIENT);
        return cosines.length == UPRIGHT.length ? cosines : UPRIGHT;
    }

    private static Vec3 point(double[] position) {
        return position.length == 3 ? new Vec3(position[0], position[1], position[2]) : Vec3.ZERO;
    }

    private static double[] spacing(DicomDataset data, String kind) {
        if (WITHOUT_SPACING.contains(kind)) {
            return NOTHING;
        }
        if (WITH_IMAGER_SPACING.contains(kind)) {
            return data.decimals(Tag.IMAGER_PIXEL_SPACING);
        }
        if (kind.equals(RT_IMAGE)) {
            return data.decimals(IMAGE_PLANE_PIXEL_SPACING);
        }
        double[] pixel = data.decimals(Tag.PIXEL_SPACING);
        return pixel.length == 0 && kind.equals(SECONDARY_CAPTURE)
                ? data.decimals(Tag.NOMINAL_SCANNED_PIXEL_SPACING)
                : pixel;
    }

    /** Rows and columns; one number stands for both. */
    private static double[] yx(double[] spacing) {
        if (spacing.length == 0) {
            return new double[] {1, 1};
        }
        return new double[] {orOne(spacing[0]), orOne(spacing[spacing.length > 1 ? 1 : 0])};
    }

    private static double orOne(double mm) {
        return mm == 0 ? 1 : mm;
    }

    private static double frameDistance(DicomDataset data, String kind, int frames) {
        if (kind.equals(DOSE)) {
            double[] offsets = data.decimals(Tag.GRID_FRAME_OFFSET_VECTOR);
            return offsets.length > 1 ? orOne(offsets[1] - offsets[0]) : 1;
        }
        boolean flat = kind.startsWith(ROOT + "3.") // ultrasound of several frames
                || kind.startsWith(ROOT + "6.1")
                || kind.startsWith(ROOT + "77.")
                || WITHOUT_SPACING.contains(kind);
        OptionalDouble between = data.decimal(Tag.SPACING_BETWEEN_SLICES);
        if (!flat && between.isPresent()) {
            return orOne(between.getAsDouble());
        }
        int[] pointer = data.integers(Tag.FRAME_INCREMENT_POINTER);
        boolean timed = !flat && frames > 1 && pointer.length == 1 && pointer[0] == FRAME_TIME;
        return timed ? orOne(data.decimal(FRAME_TIME).orElse(1)) : 1;
    }
}
