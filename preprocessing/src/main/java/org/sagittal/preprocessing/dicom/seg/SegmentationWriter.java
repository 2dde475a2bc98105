package org.sagittal.preprocessing.dicom.seg;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.dicom.DicomDataset;
import org.sagittal.preprocessing.dicom.DicomDatasetBuilder;
import org.sagittal.preprocessing.dicom.DicomWriter;
import org.sagittal.preprocessing.dicom.Tag;
import org.sagittal.preprocessing.dicom.Vr;
import org.sagittal.preprocessing.dicom.series.DicomSeries;
import org.sagittal.preprocessing.dicom.series.SlicePlane;
import org.sagittal.preprocessing.dicom.series.SourceFrame;

/**
 * Label map on a series -> DICOM Segmentation (BINARY): one segment a label, one frame for each slice that has the label, in the order of
 * segments and then of slices. Each frame names the source image it belongs to, if that has a name; patient and study are those of the source.
 *
 * <p>Identifiers follow from labels, names and source, and dates are the source's: the same work gives the same bytes.
 *
 * <p>Reference: PS3.3 A.51, C.8.20, C.7.6.16, C.7.6.17.
 */
public final class SegmentationWriter {
    static final String SOP_CLASS = "1.2.840.10008.5.1.4.1.1.66.4";
    private static final int FIRST_SERIES_NUMBER = 9000;
    /** Share of a voxel by which corners of the grids may be apart. */
    private static final double SAME_PLACE = 0.1;

    /** Type 2 elements of patient and study: there, even if empty. */
    private static final int[] ALWAYS = {
        Tag.PATIENT_NAME,
        Tag.PATIENT_ID,
        Tag.PATIENT_BIRTH_DATE,
        Tag.PATIENT_SEX,
        Tag.STUDY_DATE,
        Tag.STUDY_TIME,
        Tag.REFERRING_PHYSICIAN_NAME,
        Tag.STUDY_ID,
        Tag.ACCESSION_NUMBER,
        Tag.POSITION_REFERENCE_INDICATOR
    };

    private static final int[] IF_THERE = {
        Tag.PATIENT_AGE,
        Tag.PATIENT_SIZE,
        Tag.PATIENT_WEIGHT,
        Tag.STUDY_DESCRIPTION,
        Tag.TIMEZONE_OFFSET_FROM_UTC,
        Tag.LOSSY_IMAGE_COMPRESSION_RATIO,
        Tag.LOSSY_IMAGE_COMPRESSION_METHOD
    };

    private final LabelVoxels labels;
    private final List<SegmentDescription> segments;
    private final DicomSeries source;
    private final SegmentationAuthor author;
    private final List<FrameOfSegment> frames;
    private final ContentUid content;
    /** Whether the source still has the identifiers that some programs remove with the patient's name. */
    private final boolean referable;

    /** One frame to be written: slice z where it has segment number {@code index + 1}. */
    private record FrameOfSegment(int segment, int z) {}

    private SegmentationWriter(
            LabelVoxels labels, List<SegmentDescription> segments, DicomSeries source, SegmentationAuthor author) {
        this.labels = labels;
        this.segments = segments;
        this.source = source;
        this.author = author;
        this.frames = frames(labels, segments);
        this.content = content();
        this.referable = !source.uid().isEmpty() && source.frames().stream().allMatch(SourceFrame::named);
    }

    /**
     * Writes a segmentation.
     *
     * @param file where to; a file that is there is replaced once the new one is whole
     * @param labels on the grid of the source
     * @param segments one a label other than 0; a label without voxels is described too. If none has voxels, the file holds one empty
     *     frame, since DICOM asks for at least one
     * @param source the images that were segmented
     * @param author what made the labels
     * @throws IllegalArgumentException if the grids differ, a label is not described or is described twice
     */
    public static void write(
            Path file,
            LabelVolume labels,
            List<SegmentDescription> segments,
            DicomSeries source,
            SegmentationAuthor author) {
        requireSameGrid(labels.grid(), source.grid());
        requireDescribed(labels.voxels(), segments);
        new SegmentationWriter(labels.voxels(), List.copyOf(segments), source, author).write(file);
    }

    private static void requireSameGrid(VoxelGrid labels, VoxelGrid source) {
        Shape shape = source.shape();
        if (!labels.shape().equals(shape)) {
            throw new IllegalArgumentException("labels must lie on the grid of their series: shape " + labels.shape()
                    + ", the series has " + shape);
        }
        int[][] corners = {{0, 0, 0}, {shape.z() - 1, 0, 0}, {0, shape.y() - 1, 0}, {0, 0, shape.x() - 1}};
        double[] spacing = source.spacing().toArrayMm();
        double bound = SAME_PLACE * Math.min(spacing[0], Math.min(spacing[1], spacing[2]));
        for (int[] corner : corners) {
            double apart = place(labels, corner).minus(place(source, corner)).length();
            if (apart > bound) {
                throw new IllegalArgumentException("labels must lie on the grid of their series: voxel (z, y, x) = ("
                        + corner[0] + ", " + corner[1] + ", " + corner[2] + ") is " + (float) apart + " mm apart");
            }
        }
    }

    private static Vec3 place(VoxelGrid grid, int[] zyx) {
        double[] d = grid.direction();
        return grid.originMm()
                .along(new Vec3(d[0], d[3], d[6]), zyx[2] * grid.spacing().xMm())
                .along(new Vec3(d[1], d[4], d[7]), zyx[1] * grid.spacing().yMm())
                .along(new Vec3(d[2], d[5], d[8]), zyx[0] * grid.spacing().zMm());
    }

    private static void requireDescribed(LabelVoxels labels, List<SegmentDescription> segments) {
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("segments must number at least 1, got 0");
        }
        boolean[] known = new boolean[Short.MAX_VALUE + 1];
        known[0] = true;
        for (SegmentDescription segment : segments) {
            if (known[segment.label()]) {
                throw new IllegalArgumentException("label " + segment.label() + " must be described once");
            }
            known[segment.label()] = true;
        }
        for (int z = 0; z < labels.shape().z(); z++) {
            for (short label : labels.slice(z)) {
                if (label < 0 || !known[label]) {
                    throw new IllegalArgumentException("every label must be described as a segment; label " + label
                            + " in slice " + z + " is not");
                }
            }
        }
    }

    private static List<FrameOfSegment> frames(LabelVoxels labels, List<SegmentDescription> segments) {
        Map<Integer, Integer> indexOf = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            indexOf.put(segments.get(i).label(), i);
        }
        boolean[][] present = new boolean[segments.size()][labels.shape().z()];
        for (int z = 0; z < labels.shape().z(); z++) {
            int before = 0;
            for (short label : labels.slice(z)) {
                if (label != 0 && label != before) {
                    present[indexOf.get((int) label)][z] = true;
                }
                before = label;
            }
        }
        List<FrameOfSegment> found = new ArrayList<>();
        for (int segment = 0; segment < present.length; segment++) {
            for (int z = 0; z < present[segment].length; z++) {
                if (present[segment][z]) {
                    found.add(new FrameOfSegment(segment, z));
                }
            }
        }
        return found.isEmpty() ? List.of(new FrameOfSegment(0, 0)) : found;
    }

    private ContentUid content() {
        ContentUid all = new ContentUid().with(author.algorithm()).with(author.software());
        segments.forEach(s -> all.with(s.note())
                .with(s.name())
                .with(s.category().value())
                .with(s.type().value()));
        source.frames().forEach(f -> all.with(f.instanceUid()).with(Integer.toString(f.index())));
        for (int z = 0; z < labels.shape().z(); z++) {
            short[] slice = labels.slice(z);
            ByteBuffer bytes = ByteBuffer.allocate(slice.length * Short.BYTES);
            bytes.asShortBuffer().put(slice);
            all.with(bytes.array());
        }
        return all;
    }

    private void write(Path file) {
        long pixels = (long) frames.size() * labels.shape().sliceVoxels();
        DicomWriter.write(file, dataset(), Vr.OB, BitPacking.bytes(pixels), out -> {
            BitPacking packing = new BitPacking(out);
            for (FrameOfSegment frame : frames) {
                packing.add(
                        labels.slice(frame.z()), segments.get(frame.segment()).label());
            }
            packing.finish();
        });
    }

    private DicomDataset dataset() {
        DicomDataset from = source.frames().get(0).file().dataset();
        DicomDatasetBuilder to = DicomDataset.builder();
        for (int tag : ALWAYS) {
            to.put(tag, "");
        }
        to.copy(from, ALWAYS).copy(from, IF_THERE);
        putInstance(to, from);
        putPixelDescription(to, from);
        to.put(
                Tag.SEGMENT_SEQUENCE,
                IntStream.range(0, segments.size()).mapToObj(this::segment).toList());
        putDimensions(to);
        if (referable) {
            to.put(Tag.REFERENCED_SERIES_SEQUENCE, List.of(referencedSeries()));
        }
        to.put(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, List.of(shared()));
        List<Integer> places =
                frames.stream().map(FrameOfSegment::z).distinct().sorted().toList();
        to.put(
                Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE,
                frames.stream().map(frame -> groups(frame, places)).toList());
        return to.build();
    }

    private void putInstance(DicomDatasetBuilder to, DicomDataset from) {
        String date =
                first(from, Tag.CONTENT_DATE, Tag.SERIES_DATE, Tag.STUDY_DATE).orElse("19000101");
        String time =
                first(from, Tag.CONTENT_TIME, Tag.SERIES_TIME, Tag.STUDY_TIME).orElse("000000");
        to.put(Tag.SOP_CLASS_UID, SOP_CLASS)
                .put(Tag.SOP_INSTANCE_UID, content.uid("instance"))
                .put(Tag.SERIES_INSTANCE_UID, content.uid("series"))
                .put(Tag.STUDY_INSTANCE_UID, from.uid(Tag.STUDY_INSTANCE_UID).orElseGet(() -> content.uid("study")))
                .put(
                        Tag.FRAME_OF_REFERENCE_UID,
                        from.uid(Tag.FRAME_OF_REFERENCE_UID).orElseGet(() -> content.uid("frame of reference")))
                .put(Tag.MODALITY, "SEG")
                .put(Tag.IMAGE_TYPE, "DERIVED", "PRIMARY")
                .put(Tag.SERIES_NUMBER, Integer.toString(FIRST_SERIES_NUMBER + seriesNumber(from)))
                .put(Tag.INSTANCE_NUMBER, "1")
                .put(Tag.SERIES_DESCRIPTION, "Segmentation")
                .put(Tag.CONTENT_LABEL, "SEGMENTATION")
                .put(Tag.CONTENT_DESCRIPTION, author.algorithm())
                .put(Tag.CONTENT_CREATOR_NAME, "")
                .put(Tag.CONTENT_DATE, date)
                .put(Tag.CONTENT_TIME, time)
                .put(Tag.MANUFACTURER, "Sagittal")
                .put(Tag.MANUFACTURER_MODEL_NAME, "Sagittal")
                .put(Tag.DEVICE_SERIAL_NUMBER, "0")
                .put(Tag.SOFTWARE_VERSIONS, author.software());
    }

    private static Optional<String> first(DicomDataset from, int... tags) {
        return IntStream.of(tags)
                .mapToObj(from::string)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static int seriesNumber(DicomDataset from) {
        return from.string(Tag.SERIES_NUMBER)
                .filter(text -> text.matches("\\d{1,6}"))
                .map(Integer::parseInt)
                .orElse(0);
    }

    private void putPixelDescription(DicomDatasetBuilder to, DicomDataset from) {
        to.put(
                        Tag.LOSSY_IMAGE_COMPRESSION,
                        from.string(Tag.LOSSY_IMAGE_COMPRESSION).orElse("00"))
                .put(Tag.SAMPLES_PER_PIXEL, 1)
                .put(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .put(Tag.NUMBER_OF_FRAMES, frames.size())
                .put(Tag.ROWS, labels.shape().y())
                .put(Tag.COLUMNS, labels.shape().x())
                .put(Tag.BITS_ALLOCATED, 1)
                .put(Tag.BITS_STORED, 1)
                .put(Tag.HIGH_BIT, 0)
                .put(Tag.PIXEL_REPRESENTATION, 0)
                .put(Tag.SEGMENTATION_TYPE, "BINARY")
                .put(Tag.SEGMENTS_OVERLAP, "NO");
    }

    private DicomDataset segment(int index) {
        SegmentDescription segment = segments.get(index);
        return DicomDataset.builder()
                .put(Tag.SEGMENT_NUMBER, index + 1)
                .put(Tag.SEGMENT_LABEL, segment.name())
                .put(Tag.SEGMENT_DESCRIPTION, segment.note())
                .put(Tag.SEGMENT_ALGORITHM_TYPE, "AUTOMATIC")
                .put(Tag.SEGMENT_ALGORITHM_NAME, author.algorithm())
                .put(
                        Tag.SEGMENTED_PROPERTY_CATEGORY_CODE_SEQUENCE,
                        List.of(segment.category().item()))
                .put(
                        Tag.SEGMENTED_PROPERTY_TYPE_CODE_SEQUENCE,
                        List.of(segment.type().item()))
                .build();
    }

    private void putDimensions(DicomDatasetBuilder to) {
        String organization = content.uid("dimensions");
        to.put(
                Tag.DIMENSION_ORGANIZATION_SEQUENCE,
                List.of(DicomDataset.builder()
                        .put(Tag.DIMENSION_ORGANIZATION_UID, organization)
                        .build()));
        to.put(
                Tag.DIMENSION_INDEX_SEQUENCE,
                List.of(
                        dimension(
                                organization,
                                Tag.REFERENCED_SEGMENT_NUMBER,
                                Tag.SEGMENT_IDENTIFICATION_SEQUENCE,
                                "Segment Number"),
                        dimension(
                                organization,
                                Tag.IMAGE_POSITION_PATIENT,
                                Tag.PLANE_POSITION_SEQUENCE,
                                "Image Position")));
    }

    private static DicomDataset dimension(String organization, int pointer, int group, String label) {
        return DicomDataset.builder()
                .put(Tag.DIMENSION_ORGANIZATION_UID, organization)
                .put(Tag.DIMENSION_INDEX_POINTER, pointer)
                .put(Tag.FUNCTIONAL_GROUP_POINTER, group)
                .put(Tag.DIMENSION_DESCRIPTION_LABEL, label)
                .build();
    }

    private DicomDataset referencedSeries() {
        List<DicomDataset> instances = source.frames().stream()
                .flatMap(frame -> Stream.of(new Reference(frame.classUid(), frame.instanceUid())))
                .distinct()
                .map(Reference::item)
                .toList();
        return DicomDataset.builder()
                .put(Tag.SERIES_INSTANCE_UID, source.uid())
                .put(Tag.REFERENCED_INSTANCE_SEQUENCE, instances)
                .build();
    }

    private record Reference(String classUid, String instanceUid) {
        DicomDataset item() {
            return DicomDataset.builder()
                    .put(Tag.REFERENCED_SOP_CLASS_UID, classUid)
                    .put(Tag.REFERENCED_SOP_INSTANCE_UID, instanceUid)
                    .build();
        }
    }

    private DicomDataset shared() {
        SlicePlane plane = source.frames().get(0).plane();
        double zMm = source.grid().spacing().zMm();
        DicomDatasetBuilder measures = DicomDataset.builder()
                .put(Tag.PIXEL_SPACING, plane.yMm(), plane.xMm())
                .put(Tag.SLICE_THICKNESS, zMm)
                .put(Tag.SPACING_BETWEEN_SLICES, zMm);
        Vec3 x = plane.xAxis();
        Vec3 y = plane.yAxis();
        DicomDatasetBuilder orientation =
                DicomDataset.builder().put(Tag.IMAGE_ORIENTATION_PATIENT, x.x(), x.y(), x.z(), y.x(), y.y(), y.z());
        return DicomDataset.builder()
                .put(Tag.PIXEL_MEASURES_SEQUENCE, List.of(measures.build()))
                .put(Tag.PLANE_ORIENTATION_SEQUENCE, List.of(orientation.build()))
                .build();
    }

    private DicomDataset groups(FrameOfSegment frame, List<Integer> places) {
        SourceFrame image = source.frames().get(frame.z());
        Vec3 origin = image.plane().originMm();
        DicomDatasetBuilder groups = DicomDataset.builder()
                .put(
                        Tag.FRAME_CONTENT_SEQUENCE,
                        List.of(DicomDataset.builder()
                                .put(Tag.DIMENSION_INDEX_VALUES, frame.segment() + 1, places.indexOf(frame.z()) + 1)
                                .build()))
                .put(
                        Tag.PLANE_POSITION_SEQUENCE,
                        List.of(DicomDataset.builder()
                                .put(Tag.IMAGE_POSITION_PATIENT, origin.x(), origin.y(), origin.z())
                                .build()))
                .put(
                        Tag.SEGMENT_IDENTIFICATION_SEQUENCE,
                        List.of(DicomDataset.builder()
                                .put(Tag.REFERENCED_SEGMENT_NUMBER, frame.segment() + 1)
                                .build()));
        if (referable) {
            groups.put(Tag.DERIVATION_IMAGE_SEQUENCE, List.of(derivation(image)));
        }
        return groups.build();
    }

    private static DicomDataset derivation(SourceFrame image) {
        DicomDatasetBuilder reference = DicomDataset.builder()
                .put(Tag.REFERENCED_SOP_CLASS_UID, image.classUid())
                .put(Tag.REFERENCED_SOP_INSTANCE_UID, image.instanceUid())
                .put(Tag.SPATIAL_LOCATIONS_PRESERVED, "YES")
                .put(Tag.PURPOSE_OF_REFERENCE_CODE_SEQUENCE, List.of(DicomCode.SOURCE_IMAGE.item()));
        if (image.ofSeveral()) {
            reference.put(Tag.REFERENCED_FRAME_NUMBER, image.index() + 1);
        }
        return DicomDataset.builder()
                .put(Tag.SOURCE_IMAGE_SEQUENCE, List.of(reference.build()))
                .put(Tag.DERIVATION_CODE_SEQUENCE, List.of(DicomCode.SEGMENTATION.item()))
                .build();
    }
}
