package org.sagittal.geometry.io.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.sagittal.geometry.io.SliceSink;
import org.sagittal.geometry.io.SliceSource;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.data.DataParts;
import org.sagittal.geometry.io.data.NumberSource;
import org.sagittal.geometry.io.data.SliceReader;
import org.sagittal.geometry.io.data.SliceWriter;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.file.WholeFile;

/** Formats with a header of text in front of packed voxels, or beside files of them: NRRD and MetaImage. */
public abstract class DetachableFormat implements VolumeFormat {
    private static final long MOST_CHANNELS = 65_535;

    private final String name;
    private final Endings endings;

    /**
     * Names the format.
     *
     * @param name one word
     * @param endings how its files' names end
     */
    protected DetachableFormat(String name, Endings endings) {
        this.name = name;
        this.endings = endings;
    }

    /**
     * How names end, with their dots.
     *
     * @param attached of a header with its voxels
     * @param detached of a header alone
     * @param data of the voxels that are written beside it
     */
    public record Endings(String attached, String detached, String data) {}

    /**
     * Everything that is known before voxels are read.
     *
     * @param header what is described
     * @param layout in which order numbers stand
     * @param channels which channel each of the layout's is; null where they are the same
     * @param data where they stand
     */
    public record Opened(VolumeHeader header, SliceReader.Layout layout, int[] channels, DataParts data) {}

    /**
     * Reads a header and holds it against the files of its voxels.
     *
     * @param file the header's
     * @return what it says
     * @throws IOException if a file cannot be read
     * @throws ArithmeticException if there are more voxels than 64 bits can count
     */
    protected abstract Opened open(Path file) throws IOException;

    /**
     * Packs what is written.
     *
     * @param out receives it; not closed
     * @param voxels what to pack
     * @throws IOException if the disk does not take it
     */
    protected abstract void pack(OutputStream out, WholeFile.Content voxels) throws IOException;

    /**
     * Writes a header and the voxels behind it.
     *
     * @param out receives them
     * @param file where they go
     * @param header what to describe
     * @param packed writes the packed voxels
     * @throws IOException if the disk does not take it
     */
    protected abstract void attach(OutputStream out, Path file, VolumeHeader header, WholeFile.Content packed)
            throws IOException;

    /**
     * Makes a header for voxels beside it.
     *
     * @param header what to describe
     * @param data the file of the packed voxels
     * @param bytes how many that file has
     * @return its bytes
     */
    protected abstract byte[] detachedHead(VolumeHeader header, Path data, long bytes);

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final List<String> endings() {
        return List.of(endings.attached, endings.detached);
    }

    /**
     * Bounds the numbers a voxel.
     *
     * @param file what messages name
     * @param channels as a header counts them
     * @return the same
     */
    protected static int channels(Path file, double channels) {
        if (channels > MOST_CHANNELS) {
            throw new FormatException(
                    file, "has " + channels + " numbers a voxel; at most " + MOST_CHANNELS + " are read");
        }
        return (int) channels;
    }

    /**
     * Spreads numbers over files.
     *
     * @param file what messages name
     * @param numbers how many there are
     * @param files over how many files
     * @return how many each holds
     */
    protected static long each(Path file, long numbers, int files) {
        if (numbers % files != 0) {
            throw new FormatException(
                    file, "spreads " + numbers + " numbers over " + files + " files, which cannot be equal parts");
        }
        return numbers / files;
    }

    private Opened opened(Path file) throws IOException {
        try {
            return open(file);
        } catch (ArithmeticException e) {
            throw new FormatException(file, "has more voxels than 64 bits can count", e);
        }
    }

    @Override
    public final VolumeHeader readHeader(Path file) {
        try {
            return opened(file).header;
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    @Override
    public final void scan(Path file, SliceSink sink) {
        try {
            Opened opened = opened(file);
            int[] order = opened.channels;
            SliceSink ordered = order == null ? sink : (stack, z, values) -> sink.slice(order[stack], z, values);
            try (NumberSource numbers = opened.data.open()) {
                SliceReader.scan(file, opened.layout, numbers, ordered);
            }
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    @Override
    public final void write(Path file, VolumeHeader header, SliceSource source) {
        WholeFile.Content packed =
                out -> pack(out, to -> SliceWriter.write(to, header, source, ByteOrder.LITTLE_ENDIAN));
        String whole = file.getFileName().toString();
        if (whole.toLowerCase(Locale.ROOT).endsWith(endings.detached)) {
            String stem = whole.substring(0, whole.length() - endings.detached.length());
            Path data = file.resolveSibling(stem + endings.data);
            WholeFile.writePair(data, packed, file, bytes -> out -> out.write(detachedHead(header, data, bytes)));
        } else {
            WholeFile.write(file, out -> attach(out, file, header, packed));
        }
    }
}
