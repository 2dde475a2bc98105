package org.sagittal.preprocessing.dicom.volume;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.io.SliceSink;
import org.sagittal.geometry.io.StoredVolume;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.WholeLabels;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.preprocessing.dicom.DicomFile;
import org.sagittal.preprocessing.dicom.DicomReader;
import org.sagittal.preprocessing.dicom.Tag;
import org.sagittal.preprocessing.dicom.seg.Segmentation;
import org.sagittal.preprocessing.dicom.seg.SegmentationReader;
import org.sagittal.preprocessing.dicom.series.DicomFolder;
import org.sagittal.preprocessing.dicom.series.DicomSeries;

/**
 * DICOM as a format of volumes: one file with its frames, or a folder with the files of one series. Values and geometry are what SimpleITK
 * 2.5 gives for a file, and its series reader for a folder, except that nothing irregular is read silently
 * ({@link org.sagittal.preprocessing.dicom.series.SliceStack}).
 *
 * <p>A segmentation is read as labels where labels are asked for; as an image it is 0 and 255 if it has one segment, as SimpleITK has it,
 * else its labels. Only read: writing one needs the images it belongs to ({@link org.sagittal.preprocessing.dicom.seg}).
 */
public final class DicomFormat implements VolumeFormat {
    @Override
    public String name() {
        return DicomSeries.FORMAT;
    }

    @Override
    public List<String> endings() {
        return List.of(".dicom", ".dcm", ".ima");
    }

    @Override
    public boolean recognises(Path file, byte[] start) {
        return DicomReader.recognises(start);
    }

    @Override
    public boolean recognisesFolder(Path folder) {
        return DicomFolder.hasImages(folder);
    }

    @Override
    public boolean writable() {
        return false;
    }

    /**
     * The series of a file or folder.
     *
     * @param path a DICOM file with pixels, or a folder with one series
     * @return its volume
     */
    public static DicomSeries series(Path path) {
        return series(path, Optional.empty());
    }

    /**
     * The series of a file or folder.
     *
     * @param path a DICOM file with pixels, or a folder
     * @param uid which series of a folder; empty if it holds one
     * @return its volume
     */
    public static DicomSeries series(Path path, Optional<String> uid) {
        if (!Files.isDirectory(path)) {
            return DicomSeries.ofFile(path);
        }
        DicomFolder folder = DicomFolder.open(path);
        return uid.isPresent() ? folder.named(uid.get()) : folder.only();
    }

    /**
     * The segments of a file.
     *
     * @param path any file or folder
     * @return labels, names and overlaps; empty unless it is a DICOM segmentation
     */
    public static Optional<Segmentation> segmentation(Path path) {
        if (Files.isDirectory(path)) {
            return Optional.empty();
        }
        DicomFile file = DicomReader.read(path);
        return file.hasPixels() && SegmentationReader.is(file)
                ? Optional.of(SegmentationReader.read(file))
                : Optional.empty();
    }

    /**
     * A series as the only volume of a format.
     *
     * @param series the series, which is read whatever path is asked for
     * @return reads it
     */
    public static VolumeFormat of(DicomSeries series) {
        return new Images(series);
    }

    @Override
    public VolumeHeader readHeader(Path path) {
        return opened(path).readHeader(path);
    }

    @Override
    public void scan(Path path, SliceSink sink) {
        opened(path).scan(path, sink);
    }

    @Override
    public StoredVolume read(Path path) {
        return opened(path).read(path);
    }

    @Override
    public LabelVolume readLabels(Path path) {
        return opened(path).readLabels(path);
    }

    @Override
    public List<String> remarks(Path path) {
        if (!Files.isDirectory(path)) {
            return opened(path).remarks(path);
        }
        DicomFolder folder = DicomFolder.open(path);
        List<String> remarks = new ArrayList<>(folder.only().warnings());
        if (folder.skipped() > 0) {
            remarks.add("files skipped as no images of the series: " + folder.skipped());
        }
        return remarks;
    }

    /** What a path leads to, whose headers are not read again for every question. */
    private static VolumeFormat opened(Path path) {
        if (!Files.isDirectory(path)) {
            DicomFile file = DicomReader.read(path);
            if (file.hasPixels() && SegmentationReader.is(file)) {
                return new Segments(file);
            }
            return new Images(DicomSeries.ofFile(file));
        }
        return new Images(DicomFolder.open(path).only());
    }

    /** What both kinds have in common; they are never looked up by contents. */
    private interface Opened extends VolumeFormat {
        @Override
        default String name() {
            return DicomSeries.FORMAT;
        }

        @Override
        default List<String> endings() {
            return List.of();
        }

        @Override
        default boolean recognises(Path file, byte[] start) {
            return false;
        }
    }

    private record Images(DicomSeries series) implements Opened {
        @Override
        public List<String> remarks(Path path) {
            return series.warnings();
        }

        @Override
        public VolumeHeader readHeader(Path path) {
            return series.header();
        }

        @Override
        public void scan(Path path, SliceSink sink) {
            series.scan(sink);
        }
    }

    /** A segmentation; decoded once, whatever is asked of it. */
    private static final class Segments implements Opened {
        private final DicomFile file;
        private Segmentation found;

        Segments(DicomFile file) {
            this.file = file;
        }

        private Segmentation found() {
            if (found == null) {
                found = SegmentationReader.read(file);
            }
            return found;
        }

        /** Whether it is an image as well: one segment with a frame for every slice. */
        private boolean image() {
            int frames = file.dataset().integer(Tag.NUMBER_OF_FRAMES).orElse(1);
            return file.dataset().items(Tag.SEGMENT_SEQUENCE).size() == 1
                    && found().labels().grid().shape().z() == frames;
        }

        @Override
        public VolumeHeader readHeader(Path path) {
            if (image()) {
                return DicomSeries.ofFile(file).header();
            }
            LabelVolume labels = found().labels();
            return new VolumeHeader(
                    DicomSeries.FORMAT,
                    WholeLabels.typeFor(labels.voxels()),
                    VolumeHeader.Voxel.SCALAR,
                    labels.grid(),
                    3,
                    1);
        }

        @Override
        public void scan(Path path, SliceSink sink) {
            if (image()) {
                DicomSeries.ofFile(file).scan(sink);
                return;
            }
            LabelVolume labels = found().labels();
            double[] values = new double[labels.grid().shape().sliceVoxels()];
            for (int z = 0; z < labels.grid().shape().z(); z++) {
                short[] slice = labels.voxels().slice(z);
                for (int i = 0; i < values.length; i++) {
                    values[i] = slice[i];
                }
                sink.slice(0, z, values);
            }
        }

        @Override
        public LabelVolume readLabels(Path path) {
            if (!found().overlaps().isEmpty()) {
                Segmentation.Overlap first = found().overlaps().get(0);
                throw new FormatException(
                        path,
                        "has segments that overlap, which no label map can hold: labels " + first.label() + " and "
                                + first.by() + " share " + first.voxels() + " voxels");
            }
            return found().labels();
        }

        @Override
        public List<String> remarks(Path path) {
            return found().overlaps().stream()
                    .map(o -> "segments overlap: labels " + o.label() + " and " + o.by() + " share " + o.voxels()
                            + " voxels, which are given as " + o.by())
                    .toList();
        }
    }
}
