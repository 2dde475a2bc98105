package org.sagittal.geometry.io.nifti;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.sagittal.geometry.io.SliceSink;
import org.sagittal.geometry.io.SliceSource;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.data.BinaryNumbers;
import org.sagittal.geometry.io.data.SliceReader;
import org.sagittal.geometry.io.data.SliceWriter;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.geometry.io.file.WholeFile.Content;
import org.sagittal.geometry.io.stream.BoundedInput;
import org.sagittal.geometry.io.stream.Deflate;

/**
 * NIfTI-1, NIfTI-2 and Analyze 7.5 ({@code .nii}, {@code .nii.gz}, {@code .hdr} with {@code .img}), of either byte order.
 *
 * <p>Values and geometry are what SimpleITK 2.5 gives; what it cannot read follows nibabel, whose own view is there on request.
 * Reference: nifti1.h and nifti2.h.
 */
public final class NiftiFormat implements VolumeFormat {
    private static final List<String> ENDINGS = List.of(".nii.gz", ".hdr.gz", ".img.gz", ".nii", ".hdr", ".img");
    private static final String PACKED = ".gz";
    /** Slices beyond this are checked against the decompressed length before memory is taken for one. */
    private static final long LARGE_SLICE_BYTES = 1L << 26;

    @Override
    public String name() {
        return "nifti";
    }

    @Override
    public List<String> endings() {
        return ENDINGS;
    }

    @Override
    public boolean recognises(Path file, byte[] start) {
        if (image(file)) {
            return Files.exists(there(partner(file, ".img", ".hdr")));
        }
        return NiftiHeader.begins(start);
    }

    private static boolean image(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".img") || name.endsWith(".img.gz");
    }

    /** The other file of a pair, in the same spelling of case. */
    private static Path partner(Path file, String from, String to) {
        String name = file.getFileName().toString();
        int at = name.toLowerCase(Locale.ROOT).lastIndexOf(from);
        boolean upper = at >= 0 && name.charAt(at + 1) == Character.toUpperCase(name.charAt(at + 1));
        return at < 0
                ? file
                : file.resolveSibling(name.substring(0, at)
                        + (upper ? to.toUpperCase(Locale.ROOT) : to)
                        + name.substring(at + from.length()));
    }

    /** A header and the file its voxels are in. */
    private record Opened(NiftiHeader header, Path voxels) {}

    private static Opened open(Path file) throws IOException {
        Path headerFile = image(file) ? there(partner(file, ".img", ".hdr")) : file;
        require(file, "header", headerFile);
        NiftiHeader header;
        try (BoundedInput in = BoundedInput.open(headerFile)) {
            header = NiftiHeader.parse(file, in.readUpTo(NiftiHeader.NIFTI2_BYTES));
        }
        Path named = image(file) ? file : partner(headerFile, ".hdr", ".img");
        Path voxels = header.data().separate() ? there(named) : headerFile;
        return new Opened(voxels.equals(headerFile) ? header.attached() : header, voxels);
    }

    /** Says which file of a pair is missing; one that was asked for itself is missed on opening it. */
    private static void require(Path file, String what, Path other) {
        if (!other.equals(file) && Files.notExists(other)) {
            throw new FormatException(file, "has its " + what + " in " + other + ", and there is no such file");
        }
    }

    /** The other file of a pair, which may be packed where the first is not. */
    private static Path there(Path partner) {
        String name = partner.getFileName().toString();
        boolean packed = name.toLowerCase(Locale.ROOT).endsWith(PACKED);
        Path other =
                partner.resolveSibling(packed ? name.substring(0, name.length() - PACKED.length()) : name + PACKED);
        return Files.exists(partner) || Files.notExists(other) ? partner : other;
    }

    @Override
    public VolumeHeader readHeader(Path file) {
        try {
            Opened opened = open(file);
            require(file, "voxels", opened.voxels);
            try (BoundedInput in = BoundedInput.open(opened.voxels)) {
                in.require(opened.header.lastByte(file), "its header");
            }
            return describe(file, opened.header);
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    private static VolumeHeader describe(Path file, NiftiHeader header) {
        try {
            return describe(header);
        } catch (IllegalArgumentException e) {
            throw new FormatException(file, "has an impossible geometry: " + e.getMessage(), e);
        }
    }

    private static VolumeHeader describe(NiftiHeader header) {
        NiftiGeometry geometry = new NiftiGeometry(header);
        NiftiType type = header.data().type();
        return new VolumeHeader(
                header.kind().formatName(),
                type.sample(),
                geometry.vector() ? VolumeHeader.Voxel.VECTOR : type.voxel(),
                geometry.grid(),
                geometry.dimensions(),
                header.stacks() * type.samples());
    }

    /**
     * Whether SimpleITK reads the file: it knows no NIfTI-2, no matrices and no displacements in whole numbers, nor one axis alone or more than
     * five, and refuses a file whose only geometry has axes that are not orthogonal.
     *
     * @param file a NIfTI file
     * @return true if it does
     */
    public boolean readableByItk(Path file) {
        try {
            return new NiftiGeometry(open(file).header).readableByItk();
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    /**
     * The geometry that nibabel reports.
     *
     * @param file a NIfTI file
     * @return extents, distances and affine, RAS
     */
    public NibabelGeometry nibabelGeometry(Path file) {
        try {
            return new NiftiGeometry(open(file).header).nibabel();
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    @Override
    public void scan(Path file, SliceSink sink) {
        scan(
                file,
                sink,
                (of, header) -> new NiftiGeometry(header).readableByItk()
                        ? NiftiScaling.asItk(of, header)
                        : NiftiScaling.asNibabel(of, header));
    }

    /**
     * Reads all voxels with the values that nibabel gives: scaled in float64, and not at all where the slope is 0 or not finite.
     *
     * @param file a NIfTI file
     * @param sink takes the slices
     */
    public void scanAsNibabel(Path file, SliceSink sink) {
        scan(file, sink, NiftiScaling::asNibabel);
    }

    private interface Convention {
        NiftiScaling of(Path file, NiftiHeader header);
    }

    private static void scan(Path file, SliceSink sink, Convention convention) {
        try {
            Opened opened = open(file);
            NiftiScaling scaling = convention.of(file, opened.header);
            NiftiHeader header = opened.header;
            requireLength(file, opened);
            NiftiType type = header.data().type();
            SliceReader.Layout layout =
                    new SliceReader.Layout(NiftiGeometry.shape(header), type.samples(), 0, header.stacks());
            try (BoundedInput in = BoundedInput.open(opened.voxels)) {
                in.skipTo(header.data().offset());
                SliceReader.scan(
                        file,
                        layout,
                        new BinaryNumbers(in.rest(), type.sample(), header.order()),
                        (channel, z, values) -> {
                            scaling.apply(values, channel);
                            sink.slice(channel, z, values);
                        });
            }
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    private static void requireLength(Path file, Opened opened) throws IOException {
        NiftiHeader header = opened.header;
        require(file, "voxels", opened.voxels);
        try (BoundedInput in = BoundedInput.open(opened.voxels)) {
            in.require(header.lastByte(file), "its header");
            if (in.gzipped()
                    && header.dim()[1] * header.dim()[2] * header.data().type().bytes() > LARGE_SLICE_BYTES) {
                in.skipTo(header.lastByte(file));
            }
        }
    }

    @Override
    public void write(Path file, VolumeHeader header, SliceSource source) {
        String ending = VolumeFormats.endingOf(file)
                .filter(ENDINGS::contains)
                .orElseThrow(() -> new FormatException(
                        file, "cannot be written as NIfTI: its name must end in one of " + ENDINGS));
        boolean compressed = ending.endsWith(".gz");
        boolean pair = !ending.startsWith(".nii");
        byte[] head = NiftiHeaderWriter.bytes(file, header, pair);
        // Also components of one voxel lie one volume after another.
        VolumeHeader planes = new VolumeHeader(
                header.format(),
                header.type(),
                VolumeHeader.Voxel.SCALAR,
                header.grid(),
                header.dimensions(),
                header.channels());
        Content voxels = out -> SliceWriter.write(out, planes, source, ByteOrder.LITTLE_ENDIAN);
        if (!pair) {
            WholeFile.write(file, packed(compressed, out -> {
                out.write(head);
                voxels.writeTo(out);
            }));
            return;
        }
        Path base = image(file) ? partner(file, ".img", ".hdr") : file;
        WholeFile.writePair(
                partner(base, ".hdr", ".img"),
                packed(compressed, voxels),
                base,
                bytes -> packed(compressed, out -> out.write(head)));
    }

    private static Content packed(boolean compressed, Content content) {
        return compressed ? out -> Deflate.gzip(out, content) : content;
    }
}
