package org.sagittal.preprocessing.dicom.series;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.SliceSink;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.VolumeLimits;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.dicom.DicomDataset;
import org.sagittal.preprocessing.dicom.DicomFile;
import org.sagittal.preprocessing.dicom.DicomReader;
import org.sagittal.preprocessing.dicom.FrameLayout;
import org.sagittal.preprocessing.dicom.PixelFrames;
import org.sagittal.preprocessing.dicom.Tag;

/**
 * The images of one series as one volume: files -> frames in the order of z, their grid, and their values after rescale (each frame by its
 * own line).
 *
 * <p>Frames are sorted by where they lie ({@link SliceStack}); only the frames of a single file that have no places of their own stay in the
 * file's order. Safe for many threads.
 */
public final class DicomSeries {
    /** What the format is called. */
    public static final String FORMAT = "dicom";

    /** Elements that tell images of one place apart, and what people call them. */
    private static final Map<Integer, String> REASONS = Map.of(
            Tag.ECHO_TIME, "Echo Time",
            Tag.ECHO_NUMBERS, "Echo Number",
            Tag.TEMPORAL_POSITION_IDENTIFIER, "Temporal Position",
            Tag.TRIGGER_TIME, "Trigger Time",
            Tag.DIFFUSION_B_VALUE, "b-value",
            Tag.ACQUISITION_NUMBER, "Acquisition Number",
            Tag.IMAGE_TYPE, "Image Type",
            Tag.ACQUISITION_TIME, "Acquisition Time",
            Tag.SOP_INSTANCE_UID, "SOP Instance UID");

    private static final List<Integer> REASONS_IN_ORDER = List.of(
            Tag.SOP_INSTANCE_UID,
            Tag.ECHO_TIME,
            Tag.ECHO_NUMBERS,
            Tag.TEMPORAL_POSITION_IDENTIFIER,
            Tag.TRIGGER_TIME,
            Tag.DIFFUSION_B_VALUE,
            Tag.ACQUISITION_NUMBER,
            Tag.IMAGE_TYPE,
            Tag.ACQUISITION_TIME);

    private final Path path;
    private final List<SourceFrame> frames;
    private final int components;
    private final VoxelGrid grid;
    private final List<String> warnings;

    private DicomSeries(Path path, List<SourceFrame> frames, int components, VoxelGrid grid, List<String> warnings) {
        this.path = path;
        this.frames = List.copyOf(frames);
        this.components = components;
        this.grid = grid;
        this.warnings = List.copyOf(warnings);
    }

    /**
     * One file, of one or many frames.
     *
     * @param file a DICOM file with pixels
     * @return its frames as a volume
     * @throws FormatException if it has no pixels, or its frames are no regular stack
     */
    public static DicomSeries ofFile(Path file) {
        return ofFile(DicomReader.read(file));
    }

    /**
     * One file whose header has been read.
     *
     * @param file a DICOM file with pixels
     * @return its frames as a volume
     * @throws FormatException if it has no pixels, or its frames are no regular stack
     */
    public static DicomSeries ofFile(DicomFile file) {
        return of(file.path(), List.of(file));
    }

    /**
     * The files of one series.
     *
     * @param path what messages name: the folder
     * @param files at least one, in any order, all with pixels
     * @return their frames as a volume
     * @throws FormatException if they are no regular stack
     */
    static DicomSeries of(Path path, List<DicomFile> files) {
        List<SourceFrame> frames = new ArrayList<>();
        List<String> unplaced = new ArrayList<>();
        double zMm = 1;
        int components = 0;
        for (DicomFile file : files) {
            Opened opened = Opened.of(file);
            FramePlanes planes = opened.planes();
            int count = planes.planes().size();
            for (int i = 0; i < count; i++) {
                frames.add(new SourceFrame(file, i, count > 1, planes.planes().get(i), opened.layout()));
            }
            requireComponents(file, opened.components(), components);
            components = opened.components();
            if (!planes.placed()) {
                unplaced.add(file.path().getFileName().toString());
            }
            zMm = planes.zMm();
        }
        if (files.size() == 1 && (!unplaced.isEmpty() || frames.size() == 1)) {
            return asStored(path, frames, components, zMm);
        }
        if (!unplaced.isEmpty()) {
            throw new FormatException(
                    path,
                    "holds a series of " + frames.size() + " images, of which " + unplaced.size()
                            + " do not say where they lie (Image Position Patient), e.g. " + unplaced.get(0)
                            + "; read them one by one, or move them elsewhere");
        }
        return stacked(path, frames, components, files.size() == 1);
    }

    /** Sentences about pixels, for all frames at once. */
    private static List<String> pixelWarnings(List<SourceFrame> frames) {
        return frames.stream()
                .filter(frame -> frame.layout().sample().displaced())
                .findFirst()
                .map(
                        frame -> frame.name() + " says that its numbers end at bit "
                                + frame.layout().sample().highBit() + " (High Bit) and have "
                                + frame.layout().sample().bitsStored()
                                + " bits (Bits Stored), which DICOM does not allow any more; the lowest bits are read, as SimpleITK does")
                .stream()
                .toList();
    }

    /** What a file says of its frames, held against its size. */
    private record Opened(FramePlanes planes, FrameLayout layout, int components) {
        static Opened of(DicomFile file) {
            try (PixelFrames pixels = PixelFrames.open(file)) {
                FrameLayout layout = pixels.layout();
                FramePlanes planes = FramePlanes.of(file.dataset(), layout.frames(), layout.rows(), layout.columns());
                return new Opened(planes, layout, pixels.components());
            } catch (IOException e) {
                throw new FormatException(file.path(), "cannot be read: " + FileTrouble.reason(e), e);
            } catch (IllegalArgumentException e) {
                throw new FormatException(file.path(), "has an impossible geometry: " + e.getMessage(), e);
            }
        }
    }

    private static void requireComponents(DicomFile file, int found, int others) {
        if (others != 0 && found != others) {
            throw new FormatException(
                    file.path(), "has " + found + " numbers a pixel, but another image of its series has " + others);
        }
    }

    private static DicomSeries asStored(Path path, List<SourceFrame> frames, int components, double zMm) {
        SlicePlane first = frames.get(0).plane();
        Vec3 zAxis = Vec3.ZERO.along(first.normal(), Math.signum(zMm));
        try {
            VoxelGrid grid = SliceStack.grid(first, frames.size(), Math.abs(zMm), zAxis);
            return new DicomSeries(path, frames, components, grid, pixelWarnings(frames));
        } catch (IllegalArgumentException e) {
            throw new FormatException(path, "has an impossible geometry: " + e.getMessage(), e);
        }
    }

    private static DicomSeries stacked(Path path, List<SourceFrame> frames, int components, boolean oneFile) {
        List<SliceStack.Slice> slices = frames.stream()
                .map(frame -> new SliceStack.Slice(frame.name(), frame.plane()))
                .toList();
        try {
            SliceStack stack = oneFile ? SliceStack.ofFrames(slices, 1) : SliceStack.upwards(slices, 1);
            List<SourceFrame> sorted = stack.order().stream().map(frames::get).toList();
            List<String> warnings = new ArrayList<>(stack.warnings());
            warnings.addAll(pixelWarnings(sorted));
            return new DicomSeries(path, sorted, components, stack.grid(), warnings);
        } catch (StackException e) {
            String why = e.samePlace()
                    .map(pair -> reason(frames.get(pair.one()), frames.get(pair.other())))
                    .orElse("");
            throw new FormatException(path, "is no volume: " + e.getMessage() + why, e);
        } catch (IllegalArgumentException e) {
            throw new FormatException(path, "has an impossible geometry: " + e.getMessage(), e);
        }
    }

    private static String reason(SourceFrame one, SourceFrame other) {
        if (one.file() == other.file()) {
            return " (several time points, echoes or directions in one file); export each as a volume of its own";
        }
        DicomDataset a = one.file().dataset();
        DicomDataset b = other.file().dataset();
        if (!one.instanceUid().isEmpty() && one.instanceUid().equals(other.instanceUid())) {
            return ", which are the same image twice (equal SOP Instance UID); remove one";
        }
        return REASONS_IN_ORDER.stream()
                .filter(tag -> tag != Tag.SOP_INSTANCE_UID && !a.strings(tag).equals(b.strings(tag)))
                .findFirst()
                .map(tag -> String.format(
                        Locale.ROOT,
                        ", which differ in %s (%s and %s); put each volume into a folder of its own",
                        REASONS.get(tag),
                        String.join("/", a.strings(tag)),
                        String.join("/", b.strings(tag))))
                .orElse("; put each volume into a folder of its own");
    }

    /**
     * Which series it is.
     *
     * @return Series Instance UID; empty if the files do not say
     */
    public String uid() {
        return uid(frames.get(0).file());
    }

    static String uid(DicomFile file) {
        return file.dataset().uid(Tag.SERIES_INSTANCE_UID).orElse("");
    }

    /**
     * The images.
     *
     * @return in the order of z
     */
    public List<SourceFrame> frames() {
        return frames;
    }

    /**
     * Where the voxels lie.
     *
     * @return LPS millimetres, as SimpleITK sees the volume
     */
    public VoxelGrid grid() {
        return grid;
    }

    /**
     * What should be known of a series that is read nevertheless.
     *
     * @return a sentence each, without a full stop
     */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * What the series holds.
     *
     * @return three dimensions; three channels for colours
     */
    public VolumeHeader header() {
        return new VolumeHeader(
                FORMAT,
                SampleTypes.of(frames, components),
                components > 1 ? VolumeHeader.Voxel.COLOUR : VolumeHeader.Voxel.SCALAR,
                grid,
                3,
                components);
    }

    /**
     * Reads all values, frame by frame.
     *
     * @param sink takes the slices
     * @throws FormatException if a frame is damaged
     */
    public void scan(SliceSink sink) {
        int pixels = grid.shape().sliceVoxels();
        VolumeLimits.require(path, (double) pixels * (components + 1) * Double.BYTES);
        double[] numbers = new double[Math.multiplyExact(pixels, components)];
        double[] slice = components == 1 ? numbers : new double[pixels];
        DicomFile open = null;
        PixelFrames source = null;
        try {
            for (int z = 0; z < frames.size(); z++) {
                SourceFrame frame = frames.get(z);
                if (open != frame.file()) {
                    close(source);
                    source = PixelFrames.open(frame.file());
                    open = frame.file();
                }
                source.read(frame.index(), numbers);
                for (int c = 0; c < components; c++) {
                    if (components > 1) {
                        pick(numbers, c, components, slice);
                    }
                    sink.slice(c, z, slice);
                }
            }
        } finally {
            close(source);
        }
    }

    private static void pick(double[] numbers, int component, int components, double[] slice) {
        for (int i = 0; i < slice.length; i++) {
            slice[i] = numbers[i * components + component];
        }
    }

    private void close(PixelFrames source) {
        if (source == null) {
            return;
        }
        try {
            source.close();
        } catch (IOException e) {
            throw new FormatException(path, "cannot be closed: " + FileTrouble.reason(e), e);
        }
    }
}
