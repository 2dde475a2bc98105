package org.sagittal.geometry.io.mgh;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
 * FreeSurfer's MGH ({@code .mgh}) and MGZ ({@code .mgz}, {@code .mgh.gz}). Values and geometry are what nibabel 5.4 gives; SimpleITK does
 * not read it. There are no images of two dimensions, so such an image is written as one slice.
 */
public final class MghFormat implements VolumeFormat {
    private static final List<String> ENDINGS = List.of(".mgh.gz", ".mgh", ".mgz");
    private static final long MOST_CHANNELS = 65_535;

    @Override
    public String name() {
        return "mgh";
    }

    @Override
    public List<String> endings() {
        return ENDINGS;
    }

    @Override
    public boolean recognises(Path file, byte[] start) {
        // Four bytes that say 1 are no magic word, so the name has to agree.
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith)
                && (MghHeader.begins(start) || start.length >= MghHeader.BYTES && start[3] != 0);
    }

    private record Opened(VolumeHeader header, SliceReader.Layout layout) {}

    private static Opened open(Path file, BoundedInput in) throws IOException {
        MghHeader header = MghHeader.parse(file, in.readUpTo(MghHeader.BYTES));
        double frames = header.axes().stacks();
        if (!(frames >= 1 && frames <= MOST_CHANNELS)) {
            throw new FormatException(file, "has " + frames + " frames; 1 to " + MOST_CHANNELS + " are read");
        }
        String format = in.gzipped() ? "mgz" : "mgh";
        VolumeHeader described = new VolumeHeader(
                format,
                header.type(),
                Voxel.SCALAR,
                header.axes().grid(file),
                header.axes().dimensions(),
                (int) frames);
        SliceReader.Layout layout = new SliceReader.Layout(described.grid().shape(), 1, 0, (int) frames);
        try {
            in.require(
                    Math.addExact(MghHeader.BYTES, Math.multiplyExact(layout.numbers(), (long)
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
        byte[] head = MghHeader.bytes(file, header);
        VolumeHeader frames = VolumeHeader.forWriting(header.type(), header.grid(), 3, header.channels());
        WholeFile.Content content = out -> {
            out.write(head);
            SliceWriter.write(out, frames, source, ByteOrder.BIG_ENDIAN);
        };
        boolean plain = VolumeFormats.endingOf(file).filter(".mgh"::equals).isPresent();
        WholeFile.write(file, plain ? content : out -> SliceWriter.gzipped(out, content));
    }
}
