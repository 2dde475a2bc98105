package org.sagittal.geometry.io.nrrd;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sagittal.geometry.io.VolumeHeader;
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
import org.sagittal.geometry.volume.VoxelGrid;

/**
 * NRRD: {@code .nrrd}, or {@code .nhdr} with its voxels in other files. Values and geometry are what SimpleITK 2.5 gives; bzip2 and the
 * shorter name for text are read besides. Written with gzip.
 */
public final class NrrdFormat extends DetachableFormat {
    /** Makes the format. */
    public NrrdFormat() {
        super("nrrd", new Endings(".nrrd", ".nhdr", ".raw.gz"));
    }

    @Override
    public boolean recognises(Path file, byte[] start) {
        return NrrdHeader.begins(start);
    }

    @Override
    protected Opened open(Path file) throws IOException {
        NrrdHeader header = NrrdHeader.read(file);
        AxisGrid axes = header.axes(file);
        int components = header.range() < 0 ? 1 : (int) header.sizes()[header.range()];
        int channels = channels(file, components * axes.stacks());
        VoxelGrid grid = axes.grid(file);
        boolean within = header.range() >= 0 && header.range() < 3;
        int together = within ? components : 1;
        SliceReader.Layout layout =
                new SliceReader.Layout(grid.shape(), together, within ? header.range() : 0, channels / together);
        boolean times = header.range() >= 0 && header.voxel() == VolumeHeader.Voxel.SCALAR && components > 1;
        int dimensions = axes.dimensions() + (times ? 1 : 0);
        VolumeHeader described = new VolumeHeader("nrrd", header.type(), header.voxel(), grid, dimensions, channels);
        return new Opened(
                described,
                layout,
                within ? null : order(header),
                parts(file, header, layout).require());
    }

    /** Components behind time are listed time by time for each; channels are counted component by component for each time. */
    private static int[] order(NrrdHeader header) {
        int inner = 1;
        int outer = 1;
        for (int axis = 3; axis < header.sizes().length; axis++) {
            inner *= axis < header.range() ? header.sizes()[axis] : 1;
            outer *= axis > header.range() ? header.sizes()[axis] : 1;
        }
        int components = header.range() < 0 ? 1 : (int) header.sizes()[header.range()];
        if (header.range() < 0) {
            return null;
        }
        int[] order = new int[inner * components * outer];
        for (int i = 0; i < order.length; i++) {
            int time = i % inner + inner * (i / (inner * components));
            order[i] = time * components + i / inner % components;
        }
        return order;
    }

    private static DataParts parts(Path file, NrrdHeader header, SliceReader.Layout layout) {
        String named = header.fields().get("data file");
        List<Path> files = named == null ? List.of(file) : files(file, header, named);
        long each = each(file, layout.numbers(), files.size());
        long lines = skip(file, header, "line skip", 0);
        long bytes = skip(file, header, "byte skip", -1);
        if (bytes == -1 && header.packing() != Packing.NONE) {
            throw new FormatException(file, "has a byte skip of -1, which only raw voxels can have");
        }
        List<DataPart> parts = new ArrayList<>();
        for (Path one : files) {
            parts.add(new DataPart(one, named == null ? header.end() : 0, lines, bytes, header.packing()));
        }
        return new DataParts(file, parts, header.type(), header.order(), each);
    }

    private static long skip(Path file, NrrdHeader header, String name, long least) {
        String word = header.fields().get(name);
        long count = word == null ? 0 : NrrdHeader.whole(file, name, word);
        if (count < least) {
            throw new FormatException(file, "has a " + name + " of " + count + "; it must be at least " + least);
        }
        return count;
    }

    private static List<Path> files(Path file, NrrdHeader header, String named) {
        String[] words = named.split("\\s+");
        if (words[0].equals("LIST")) {
            if (header.fields().files().isEmpty()) {
                throw new FormatException(file, "lists no file of its data");
            }
            return header.fields().files().stream()
                    .map(name -> DataFiles.beside(file, name))
                    .toList();
        }
        if (words.length >= 4 && DataFiles.numbered(words[0])) {
            long[] range = new long[3];
            for (int i = 0; i < 3; i++) {
                range[i] = NrrdHeader.whole(file, "data file", words[i + 1]);
            }
            long most = 1;
            for (long size : header.sizes()) {
                most = Math.min(Integer.MAX_VALUE, most * size);
            }
            return DataFiles.numbered(file, words[0], range, most);
        }
        return List.of(DataFiles.beside(file, named));
    }

    @Override
    protected void pack(OutputStream out, WholeFile.Content voxels) throws IOException {
        Deflate.gzip(out, voxels);
    }

    @Override
    protected void attach(OutputStream out, Path file, VolumeHeader header, WholeFile.Content packed)
            throws IOException {
        out.write(NrrdHeaderWriter.bytes(header, ""));
        packed.writeTo(out);
    }

    @Override
    protected byte[] detachedHead(VolumeHeader header, Path data, long bytes) {
        return NrrdHeaderWriter.bytes(header, data.getFileName().toString());
    }
}
