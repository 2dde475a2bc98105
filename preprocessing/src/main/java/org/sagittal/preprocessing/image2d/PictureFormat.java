package org.sagittal.preprocessing.image2d;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.SliceSink;
import org.sagittal.geometry.io.SliceSource;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/**
 * A picture as a volume of one slice in the plane z = 0, colours being components. Numbers are SimpleITK's, where it reads the kind;
 * label maps are read as nnU-Net reads them, each grey value being a label.
 */
abstract class PictureFormat implements VolumeFormat {
    private static final double[] IDENTITY = {1, 0, 0, 0, 1, 0, 0, 0, 1};

    private final String name;
    private final List<String> endings;
    private final Magic magic;
    private final Written written;

    PictureFormat(String name, List<String> endings, Magic magic, Written written) {
        this.name = name;
        this.endings = endings;
        this.magic = magic;
        this.written = written;
    }

    /**
     * What a format's files may hold when they are written; nothing if it is only read.
     *
     * @param types of numbers
     * @param colours numbers a pixel
     */
    record Written(Set<SampleType> types, Set<Integer> colours) {
        static final Written NOTHING = new Written(Set.of(), Set.of());
        /** Grey, or red, green and blue, of 8 bits. */
        static final Written BYTES = new Written(Set.of(SampleType.UINT8), Set.of(1, 3));
    }

    /**
     * What stands before the pixels.
     *
     * @param kind what the header calls the format
     * @param width pixels
     * @param height pixels
     * @param components numbers a pixel
     * @param type of each
     * @param pixelMm height and width of a pixel
     */
    record Head(String kind, int width, int height, int components, SampleType type, double[] pixelMm) {
        Head(String kind, int width, int height, int components) {
            this(kind, width, height, components, SampleType.UINT8, new double[] {1, 1});
        }
    }

    /** Reads the head, held against the file's size. */
    abstract Head head(Path file) throws IOException;

    /** Reads the pixels, as many colours as the head has components. */
    Picture pixels(Path file) throws IOException {
        return Pictures.read(file);
    }

    /** Writes some planes (y, x) that the format can hold. */
    abstract void write(Path file, VolumeHeader header, double[][] planes);

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final List<String> endings() {
        return endings;
    }

    @Override
    public final boolean writable() {
        return !written.types.isEmpty();
    }

    @Override
    public final boolean recognises(Path file, byte[] start) {
        return magic.begins(start);
    }

    @Override
    public final VolumeHeader readHeader(Path file) {
        return Decoding.of(file, () -> {
            Head head = head(file);
            return new VolumeHeader(
                    head.kind,
                    head.type,
                    head.components > 1 ? VolumeHeader.Voxel.COLOUR : VolumeHeader.Voxel.SCALAR,
                    grid(head),
                    2,
                    head.components);
        });
    }

    private static VoxelGrid grid(Head head) {
        return VoxelGrid.of(
                new Shape(1, head.height, head.width),
                new Spacing(1, head.pixelMm[0], head.pixelMm[1]),
                Vec3.ZERO,
                IDENTITY);
    }

    @Override
    public final void scan(Path file, SliceSink sink) {
        Picture picture = Decoding.of(file, () -> {
            Head head = head(file);
            Pictures.requireMemory(file, head, Double.BYTES);
            Picture read = pixels(file);
            if (!read.shape().equals(grid(head).shape()) || read.colours().size() != head.components) {
                throw new FormatException(
                        file,
                        "is damaged: it holds " + read.colours().size() + " colours of shape " + read.shape()
                                + ", its head says " + head.components + " of "
                                + grid(head).shape());
            }
            return read;
        });
        double[] values = new double[picture.shape().sliceVoxels()];
        for (int c = 0; c < picture.colours().size(); c++) {
            float[] plane = picture.colours().get(c).slice(0);
            for (int i = 0; i < values.length; i++) {
                values[i] = plane[i];
            }
            sink.slice(c, 0, values);
        }
    }

    @Override
    public final LabelVolume readLabels(Path file) {
        VoxelGrid grid = readHeader(file).grid();
        LabelVoxels labels = PictureLabels.of(file, Pictures.read(file));
        if (!labels.shape().equals(grid.shape())) {
            throw new FormatException(file, "is damaged: its pixels do not fill its head's " + grid.shape());
        }
        return new LabelVolume(grid, labels);
    }

    @Override
    public final void write(Path file, VolumeHeader header, SliceSource source) {
        Shape shape = header.grid().shape();
        if (!writable()) {
            throw new FormatException(file, "cannot be written: " + name + " is only read");
        }
        if (shape.z() != 1) {
            throw new FormatException(file, "cannot be written: " + shape.z() + " slices do not go into a " + name);
        }
        if (!written.types.contains(header.type()) || !written.colours.contains(header.channels())) {
            throw new FormatException(
                    file,
                    "cannot be written: " + header.channels() + " x "
                            + header.type().numpyName() + " a pixel does not go into a " + name + "; TIFF holds it");
        }
        double[][] planes = new double[header.channels()][shape.sliceVoxels()];
        for (int c = 0; c < planes.length; c++) {
            source.slice(c, 0, planes[c]);
            for (double value : planes[c]) {
                if (!header.type().holds(value)) {
                    throw new IllegalArgumentException(
                            "value must fit " + header.type().numpyName() + ", got " + value);
                }
            }
        }
        write(file, header, planes);
    }
}
