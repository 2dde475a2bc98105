package org.sagittal.geometry.io.metaimage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.VolumeHeader.Voxel;
import org.sagittal.geometry.io.data.DataFiles;
import org.sagittal.geometry.io.data.DataPart;
import org.sagittal.geometry.io.data.DataParts;
import org.sagittal.geometry.io.data.SliceReader;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.geometry.io.format.AxisGrid;
import org.sagittal.geometry.io.format.DetachableFormat;
import org.sagittal.geometry.io.stream.Deflate;
import org.sagittal.geometry.io.stream.Packing;
import org.sagittal.geometry.io.stream.SpillBuffer;

/**
 * MetaImage: {@code .mha}, or {@code .mhd} with its voxels in other files. Values and geometry are what SimpleITK 2.5 gives; voxels as
 * text are read besides. Written with zlib.
 */
public final class MetaImageFormat extends DetachableFormat {
    /** Makes the format. */
    public MetaImageFormat() {
        super("metaimage", new Endings(".mha", ".mhd", ".zraw"));
    }

    @Override
    public boolean recognises(Path file, byte[] start) {
        return MetaHeader.begins(start);
    }

    @Override
    protected Opened open(Path file) throws IOException {
        MetaHeader header = MetaHeader.read(file);
        AxisGrid axes = header.axes(file);
        long components = header.components(file);
        int channels = channels(file, components * axes.stacks());
        VolumeHeader described = new VolumeHeader(
                name(),
                header.type(file),
                components > 1 ? Voxel.VECTOR : Voxel.SCALAR,
                axes.grid(file),
                axes.dimensions(),
                channels);
        SliceReader.Layout layout =
                new SliceReader.Layout(described.grid().shape(), (int) components, 0, (int) axes.stacks());
        return new Opened(
                described, layout, null, parts(file, header, axes, layout).require());
    }

    private static DataParts parts(Path file, MetaHeader header, AxisGrid axes, SliceReader.Layout layout) {
        String named = header.require(file, "ElementDataFile");
        boolean local = named.equalsIgnoreCase("LOCAL");
        List<Path> files = local ? List.of(file) : files(file, header, axes, named);
        long each = each(file, layout.numbers(), files.size());
        String headerSize = header.get("HeaderSize");
        long skip = headerSize == null ? 0 : MetaHeader.whole(file, "HeaderSize", headerSize);
        Packing packing = header.packing();
        if (skip < -1 || skip == -1 && packing != Packing.NONE) {
            throw new FormatException(
                    file,
                    "has a HeaderSize of " + skip
                            + "; it must be at least 0, or -1 for voxels at the end of a raw file");
        }
        List<DataPart> parts = new ArrayList<>();
        for (Path one : files) {
            // Counted from the file's first byte, also where the header stands before the voxels, as MetaIO counts it.
            long offset = local && skip <= 0 ? header.end() : Math.max(0, skip);
            parts.add(new DataPart(one, offset, 0, Math.min(0, skip), packing));
        }
        return new DataParts(file, parts, header.type(file), header.order(), each);
    }

    private static List<Path> files(Path file, MetaHeader header, AxisGrid axes, String named) {
        String[] words = named.split("\\s+");
        if (words[0].equals("LIST")) {
            if (header.files().isEmpty()) {
                throw new FormatException(file, "lists no file of its data");
            }
            long count = slices(axes, words.length > 1 ? words[1] : "");
            return header.files().stream()
                    .limit(count)
                    .map(name -> DataFiles.beside(file, name))
                    .toList();
        }
        if (!DataFiles.numbered(words[0])) {
            return List.of(DataFiles.beside(file, named));
        }
        long count = slices(axes, "");
        long first = words.length > 1 ? MetaHeader.whole(file, "ElementDataFile", words[1]) : 1;
        long last = words.length > 2 ? MetaHeader.whole(file, "ElementDataFile", words[2]) : first + count - 1;
        long step = words.length > 3 ? MetaHeader.whole(file, "ElementDataFile", words[3]) : 1;
        return DataFiles.numbered(file, words[0], new long[] {first, last, step}, count);
    }

    /** How many parts there are if each has some of the first axes; one fewer than all unless it is said. */
    private static long slices(AxisGrid axes, String said) {
        int each = said.matches("\\d{1,2}D?") ? Integer.parseInt(said.replace("D", "")) : axes.dimensions() - 1;
        return Arrays.stream(axes.sizes())
                .skip(Math.max(0, each))
                .reduce(1, (a, b) -> Math.min(Integer.MAX_VALUE, a * b));
    }

    @Override
    protected void pack(OutputStream out, WholeFile.Content voxels) throws IOException {
        Deflate.zlib(out, voxels);
    }

    @Override
    protected void attach(OutputStream out, Path file, VolumeHeader header, WholeFile.Content packed)
            throws IOException {
        // ITK reads nothing but chance where the header does not say how long the packed voxels are.
        try (SpillBuffer voxels = new SpillBuffer(file.toAbsolutePath().getParent())) {
            packed.writeTo(voxels);
            out.write(head(header, voxels.length(), "LOCAL"));
            voxels.writeTo(out);
        }
    }

    @Override
    protected byte[] detachedHead(VolumeHeader header, Path data, long bytes) {
        return head(header, bytes, data.getFileName().toString());
    }

    private static byte[] head(VolumeHeader header, long packedBytes, String dataFile) {
        return MetaHeaderWriter.text(header, packedBytes, dataFile).getBytes(StandardCharsets.UTF_8);
    }
}
