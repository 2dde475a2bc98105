package org.sagittal.preprocessing.dicom.seg;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.sagittal.geometry.io.VolumeLimits;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.dicom.DicomDataset;
import org.sagittal.preprocessing.dicom.DicomFile;
import org.sagittal.preprocessing.dicom.DicomReader;
import org.sagittal.preprocessing.dicom.FrameLayout;
import org.sagittal.preprocessing.dicom.FunctionalGroups;
import org.sagittal.preprocessing.dicom.PixelFrames;
import org.sagittal.preprocessing.dicom.Tag;
import org.sagittal.preprocessing.dicom.series.FramePlanes;
import org.sagittal.preprocessing.dicom.series.PlaneGrid;

/**
 * DICOM Segmentation -> label map with names. BINARY, FRACTIONAL (a voxel belongs to a segment from half of the maximum on) and LABELMAP;
 * frames in any order. The grid spans the frames that are there: slices left out between them are background.
 *
 * <p>A label is the segment's number, except in files written here, which tell the number in the label map.
 */
public final class SegmentationReader {
    private static final String LABEL_MAP_CLASS = "1.2.840.10008.5.1.4.1.1.66.7";

    private final DicomFile file;
    private final DicomDataset data;
    private final FunctionalGroups groups;
    private final Map<Integer, SegmentDescription> segments = new TreeMap<>();
    private final Map<Long, Long> overlaps = new TreeMap<>();

    private SegmentationReader(DicomFile file) {
        this.file = file;
        this.data = file.dataset();
        this.groups = FunctionalGroups.of(data);
    }

    /**
     * Whether a file is a segmentation.
     *
     * @param path a DICOM file
     * @return true if so
     */
    public static boolean is(Path path) {
        return is(DicomReader.read(path));
    }

    /**
     * Whether a file is a segmentation.
     *
     * @param file a DICOM file
     * @return true if so
     */
    public static boolean is(DicomFile file) {
        return file.dataset()
                .uid(Tag.SOP_CLASS_UID)
                .filter(uid -> uid.equals(SegmentationWriter.SOP_CLASS) || uid.equals(LABEL_MAP_CLASS))
                .isPresent();
    }

    /**
     * Reads a segmentation.
     *
     * @param path a file of the SOP class Segmentation or Label Map Segmentation Storage
     * @return labels and names
     * @throws FormatException if it is none, or its frames fill no grid
     */
    public static Segmentation read(Path path) {
        return read(DicomReader.read(path));
    }

    /**
     * Reads a segmentation whose header has been read.
     *
     * @param file a file of the SOP class Segmentation or Label Map Segmentation Storage
     * @return labels and names
     * @throws FormatException if it is none, or its frames fill no grid
     */
    public static Segmentation read(DicomFile file) {
        if (!is(file) || !file.hasPixels()) {
            throw new FormatException(file.path(), "is no DICOM segmentation");
        }
        try (PixelFrames pixels = PixelFrames.open(file)) {
            return new SegmentationReader(file).read(pixels);
        } catch (IOException e) {
            throw new FormatException(file.path(), "cannot be read: " + FileTrouble.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw new FormatException(file.path(), "is no sound segmentation: " + e.getMessage(), e);
        }
    }

    private Segmentation read(PixelFrames pixels) {
        describe();
        FrameLayout layout = pixels.layout();
        FramePlanes planes = FramePlanes.of(data, layout.frames(), layout.rows(), layout.columns());
        if (!planes.placed()) {
            throw new FormatException(file.path(), "is a segmentation whose frames do not say where they lie");
        }
        PlaneGrid found = PlaneGrid.of(planes.planes(), sliceDistance());
        VoxelGrid grid = found.grid();
        VolumeLimits.require(
                file.path(), (double) grid.shape().z() * grid.shape().sliceVoxels() * Short.BYTES);
        short[][] slices = new short[grid.shape().z()][];
        for (int i = 0; i < slices.length; i++) {
            slices[i] = new short[grid.shape().sliceVoxels()];
        }
        boolean labelMap =
                data.string(Tag.SEGMENTATION_TYPE).filter("LABELMAP"::equals).isPresent();
        int half = threshold(layout);
        for (int frame = 0; frame < layout.frames(); frame++) {
            int[] stored = pixels.stored(frame);
            short[] slice = slices[found.sliceOf(frame)];
            if (labelMap) {
                copy(stored, slice);
            } else {
                add(stored, half, label(frame), slice);
            }
        }
        LabelVolume labels = new LabelVolume(grid, LabelVoxels.of(grid.shape(), slices));
        return new Segmentation(labels, List.copyOf(segments.values()), overlaps());
    }

    private void describe() {
        for (DicomDataset segment : data.items(Tag.SEGMENT_SEQUENCE)) {
            int number = segment.integer(Tag.SEGMENT_NUMBER)
                    .orElseThrow(() -> new FormatException(file.path(), "has a segment without a number"));
            if (number == 0) {
                continue; // background of a label map
            }
            int label = SegmentDescription.labelIn(
                            segment.string(Tag.SEGMENT_DESCRIPTION).orElse(""))
                    .orElse(number);
            String name = segment.string(Tag.SEGMENT_LABEL)
                    .map(text -> text.replace('\\', '/'))
                    .orElse("segment " + number);
            segments.put(
                    number,
                    new SegmentDescription(
                            label,
                            name,
                            code(segment, Tag.SEGMENTED_PROPERTY_CATEGORY_CODE_SEQUENCE),
                            code(segment, Tag.SEGMENTED_PROPERTY_TYPE_CODE_SEQUENCE)));
        }
        boolean twice = segments.values().stream()
                        .map(SegmentDescription::label)
                        .distinct()
                        .count()
                < segments.size();
        if (twice) {
            segments.replaceAll((number, s) -> new SegmentDescription(number, s.name(), s.category(), s.type()));
        }
    }

    private static DicomCode code(DicomDataset segment, int sequence) {
        return segment.item(sequence)
                .flatMap(item -> {
                    Optional<String> value = item.string(Tag.CODE_VALUE);
                    Optional<String> scheme = item.string(Tag.CODING_SCHEME_DESIGNATOR);
                    Optional<String> meaning = item.string(Tag.CODE_MEANING);
                    return value.isPresent() && scheme.isPresent() && meaning.isPresent()
                            ? DicomCode.fitting(value.get(), scheme.get(), meaning.get())
                            : Optional.empty();
                })
                .orElse(DicomCode.ANATOMICAL_STRUCTURE);
    }

    private OptionalDouble sliceDistance() {
        return groups.group(0, Tag.PIXEL_MEASURES_SEQUENCE)
                .map(measures -> {
                    OptionalDouble between = measures.decimal(Tag.SPACING_BETWEEN_SLICES);
                    return between.isPresent() ? between : measures.decimal(Tag.SLICE_THICKNESS);
                })
                .orElse(OptionalDouble.empty());
    }

    /** The least stored number that belongs to a segment. */
    private int threshold(FrameLayout layout) {
        if (layout.sample().bitsAllocated() == 1) {
            return 1;
        }
        boolean fractional =
                data.string(Tag.SEGMENTATION_TYPE).filter("FRACTIONAL"::equals).isPresent();
        int most = data.integer(Tag.MAXIMUM_FRACTIONAL_VALUE).orElse(fractional ? 255 : 1);
        return fractional ? Math.max(1, (most + 1) / 2) : 1;
    }

    private short label(int frame) {
        int number = groups.group(frame, Tag.SEGMENT_IDENTIFICATION_SEQUENCE)
                .map(group -> group.integer(Tag.REFERENCED_SEGMENT_NUMBER))
                .filter(found -> found.isPresent())
                .map(found -> found.getAsInt())
                .orElseThrow(() -> new FormatException(
                        file.path(), "does not say which segment frame " + (frame + 1) + " belongs to"));
        return label(number, "frame " + (frame + 1));
    }

    private short label(int number, String where) {
        SegmentDescription segment = segments.get(number);
        if (segment == null) {
            throw new FormatException(file.path(), where + " is of segment " + number + ", which is not described");
        }
        return (short) segment.label();
    }

    private void copy(int[] stored, short[] slice) {
        int padding = data.integer(Tag.PIXEL_PADDING_VALUE).orElse(0);
        for (int i = 0; i < slice.length; i++) {
            if (stored[i] != 0 && stored[i] != padding) {
                slice[i] = label(stored[i], "a voxel");
            }
        }
    }

    private void add(int[] stored, int half, short label, short[] slice) {
        for (int i = 0; i < slice.length; i++) {
            if (stored[i] < half) {
                continue;
            }
            short there = slice[i];
            if (there != 0 && there != label) {
                int hidden = Math.min(there, label);
                int seen = Math.max(there, label);
                overlaps.merge((long) hidden << Short.SIZE | seen, 1L, Long::sum);
                slice[i] = (short) seen;
            } else {
                slice[i] = label;
            }
        }
    }

    private List<Segmentation.Overlap> overlaps() {
        List<Segmentation.Overlap> found = new ArrayList<>();
        overlaps.forEach((pair, voxels) ->
                found.add(new Segmentation.Overlap((int) (pair >> Short.SIZE), (int) (pair & 0xffff), voxels)));
        return found;
    }
}
