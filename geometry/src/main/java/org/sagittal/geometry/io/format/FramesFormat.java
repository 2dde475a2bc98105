package org.sagittal.geometry.io.format;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.SliceSink;
import org.sagittal.geometry.io.SliceSource;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.VolumeHeader.Voxel;
import org.sagittal.geometry.io.data.BinaryNumbers;
import org.sagittal.geometry.io.data.SliceReader;
import org.sagittal.geometry.io.data.SliceWriter;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.geometry.io.stream.BoundedInput;
import org.sagittal.geometry.io.stream.Deflate;

/**
 * Formats of scalars behind a header of fixed length, big-endian, one volume (a frame) after another, the whole perhaps gzipped: GIPL and
 * MGH. They have no images of two dimensions, so such an image is written as one slice.
 */
public abstract class FramesFormat implements VolumeFormat {
    private static final long MOST_FRAMES = 65_535;

    private final String name;
    private final List<String> endings;
    private final int headerBytes;

    /**
     * Names the format.
     *
     * @param name one word; also the only ending, but for a dot, of files that are not gzipped
     * @param endings all endings, the longest first
     * @param headerBytes length of the header
     */
    protected FramesFormat(String name, List<String> endings, int headerBytes) {
        this.name = name;
        this.endings = endings;
        this.headerBytes = headerBytes;
    }

    /**
     * What a header says.
     *
     * @param format what to call this file's format
     * @param type how numbers are stored
     * @param axes where the voxels lie; frames are a fourth axis
     */
    public record Head(String format, SampleType type, AxisGrid axes) {}

    /**
     * Reads a header.
     *
     * @param file what messages name
     * @param start the first bytes after unpacking, no more than the header's
     * @param gzipped whether they were packed
     * @return what it says
     */
    protected abstract Head head(Path file, byte[] start, boolean gzipped);

    /**
     * Makes a header.
     *
     * @param file what messages name
     * @param header what is to be written
     * @return its bytes
     */
    protected abstract byte[] headBytes(Path file, VolumeHeader header);

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final List<String> endings() {
        return endings;
    }

    private record Opened(VolumeHeader header, SliceReader.Layout layout) {}

    private Opened open(Path file, BoundedInput in) throws IOException {
        Head head = head(file, in.readUpTo(headerBytes), in.gzipped());
        double frames = head.axes.stacks();
        if (!(frames >= 1 && frames <= MOST_FRAMES)) {
            throw new FormatException(file, "has " + frames + " frames; 1 to " + MOST_FRAMES + " are read");
        }
        VolumeHeader described = new VolumeHeader(
                head.format, head.type, Voxel.SCALAR, head.axes.grid(file), head.axes.dimensions(), (int) frames);
        SliceReader.Layout layout = new SliceReader.Layout(described.grid().shape(), 1, 0, (int) frames);
        try {
            long voxelBytes = Math.multiplyExact(layout.numbers(), (long) head.type.bytes());
            in.require(Math.addExact(headerBytes, voxelBytes), "its header");
        } catch (ArithmeticException e) {
            throw new FormatException(file, "has more voxels than 64 bits can count", e);
        }
        return new Opened(described, layout);
    }

    @Override
    public final VolumeHeader readHeader(Path file) {
        try (BoundedInput in = BoundedInput.open(file)) {
            return open(file, in).header;
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    @Override
    public final void scan(Path file, SliceSink sink) {
        try (BoundedInput in = BoundedInput.open(file)) {
            Opened opened = open(file, in);
            BinaryNumbers numbers = new BinaryNumbers(in.rest(), opened.header.type(), ByteOrder.BIG_ENDIAN);
            SliceReader.scan(file, opened.layout, numbers, sink);
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    @Override
    public final void write(Path file, VolumeHeader header, SliceSource source) {
        byte[] head = headBytes(file, header);
        VolumeHeader frames = VolumeHeader.forWriting(header.type(), header.grid(), 3, header.channels());
        WholeFile.Content content = out -> {
            out.write(head);
            SliceWriter.write(out, frames, source, ByteOrder.BIG_ENDIAN);
        };
        boolean plain =
                VolumeFormats.endingOf(file).filter(("." + name)::equals).isPresent();
        WholeFile.write(file, plain ? content : out -> Deflate.gzip(out, content));
    }
}
