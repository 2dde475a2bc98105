package org.sagittal.geometry.io.gipl;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.sagittal.geometry.io.BinaryNumbers;
import org.sagittal.geometry.io.BoundedInput;
import org.sagittal.geometry.io.FileTrouble;
import org.sagittal.geometry.io.FormatException;
import org.sagittal.geometry.io.SliceReader;
import org.sagittal.geometry.io.SliceSink;
import org.sagittal.geometry.io.SliceSource;
import org.sagittal.geometry.io.SliceWriter;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.VolumeHeader.Voxel;
import org.sagittal.geometry.io.WholeFile;

/**
 * GIPL ({@code .gipl}, {@code .gipl.gz}). Values and geometry are what SimpleITK 2.5 gives; integers of 32 bits are read besides. There are
 * no images of two dimensions and no turned axes: the first are written as one slice, the second refused.
 */
public final class GiplFormat implements VolumeFormat {
    private static final List<String> ENDINGS = List.of(".gipl.gz", ".gipl");
    private static final long MOST_CHANNELS = 65_535;

    @Override
    public String name() {
        return "gipl";
    }

    @Override
    public List<String> endings() {
        return ENDINGS;
    }

    @Override
    public boolean recognises(Path file, byte[] start) {
        return GiplHeader.begins(start);
    }

    private record Opened(VolumeHeader header, SliceReader.Layout layout) {}

    private static Opened open(Path file, BoundedInput in) throws IOException {
        GiplHeader header = GiplHeader.parse(file, in.readUpTo(GiplHeader.BYTES));
        double frames = header.axes().stacks();
        if (!(frames >= 1 && frames <= MOST_CHANNELS)) {
            throw new FormatException(file, "has " + frames + " volumes; 1 to " + MOST_CHANNELS + " are read");
        }
        VolumeHeader described = new VolumeHeader(
                "gipl",
                header.type(),
                Voxel.SCALAR,
                header.axes().grid(file),
                header.axes().dimensions(),
                (int) frames);
        SliceReader.Layout layout = new SliceReader.Layout(described.grid().shape(), 1, 0, (int) frames);
        try {
            in.require(
                    Math.addExact(GiplHeader.BYTES, Math.multiplyExact(layout.numbers(), (long)
                            header.type().bytes())),
                    "its header");
        } catch (ArithmeticException e) {
            throw new FormatException(file, "has more voxels than 64 bits can count", e);
        }
        return new Opened(described, layout);
    }

    @Override
    public VolumeHeader readHeader(Path file) {
        try (BoundedInput in = BoundedInput.open(file)) {
            return open(file, in).header;
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    @Override
    public void scan(Path file, SliceSink sink) {
        try (BoundedInput in = BoundedInput.open(file)) {
            Opened opened = open(file, in);
            SliceReader.scan(
                    file,
                    opened.layout,
                    new BinaryNumbers(in.rest(), opened.header.type(), ByteOrder.BIG_ENDIAN),
                    sink);
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    @Override
    public void write(Path file, VolumeHeader header, SliceSource source) {
        byte[] head = GiplHeader.bytes(file, header);
        VolumeHeader frames = VolumeHeader.forWriting(header.type(), header.grid(), 3, header.channels());
        WholeFile.Content content = out -> {
            out.write(head);
            SliceWriter.write(out, frames, source, ByteOrder.BIG_ENDIAN);
        };
        boolean plain = VolumeFormats.endingOf(file).filter(".gipl"::equals).isPresent();
        WholeFile.write(file, plain ? content : out -> SliceWriter.gzipped(out, content));
    }
}
