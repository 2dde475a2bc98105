package org.sagittal.preprocessing.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.preprocessing.ClassLocations;
import org.sagittal.preprocessing.PreprocessedCase;

/** Writes one case file, front to back, as {@link org.sagittal.preprocessing.store} describes it. */
final class CaseFileWriter {
    static final int VERSION = 1;
    static final int ALIGNMENT = 64;
    static final int TRAILER_BYTES = 32;
    static final long START_MAGIC = magic("SAGCASE\0");
    static final long END_MAGIC = magic("SAGCEND\0");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OutputStream out;
    private final ChunkGrid grid;
    private final List<CaseFooter.Section> sections = new ArrayList<>();
    private long position;

    private CaseFileWriter(OutputStream out, ChunkGrid grid) {
        this.out = out;
        this.grid = grid;
    }

    /**
     * Writes a case. It does not wait for the disk, which would cost small cases as much as making them: a case that a loss of power damaged is
     * found out by its footer and made again.
     *
     * @param file final place; appears only once all is written
     * @param preprocessed the case
     * @param made id, recipe and inputs of the case
     * @param grid chunks of the voxel sections
     */
    static void write(Path file, PreprocessedCase preprocessed, Made made, ChunkGrid grid) {
        WholeFile.writeUnforced(file, out -> new CaseFileWriter(out, grid).write(preprocessed, made));
    }

    /**
     * What a case was made of.
     *
     * @param id case id
     * @param recipe SHA-256 of the recipe
     * @param inputs SHA-256 of the input files' names, sizes and times
     */
    record Made(String id, String recipe, String inputs) {}

    private void write(PreprocessedCase c, Made made) throws IOException {
        ByteBuffer preamble = little(ALIGNMENT).putLong(START_MAGIC).putInt(VERSION);
        emit(preamble.array());
        for (FloatVoxels channel : c.data()) {
            writeFloats(channel);
        }
        writeLabels(CaseFooter.SEG, c.seg());
        if (c.previousStage().isPresent()) {
            writeLabels(CaseFooter.PREVIOUS, c.previousStage().get());
        }
        List<Integer> counts = writeLocations(c.locations());
        CaseFooter footer = new CaseFooter(
                made.id, made.recipe, made.inputs, grid, sections, c.locations().classes(), counts, c.restoration());
        writeFooter(JSON.writeValueAsString(footer.toJson()).getBytes(StandardCharsets.UTF_8));
    }

    private void writeFloats(FloatVoxels voxels) throws IOException {
        RowCopy rows = (z, from, length, bytes, at) -> bytes.asFloatBuffer().put(at, voxels.slice(z), from, length);
        writeChunks(CaseFooter.DATA, "<f4", Float.BYTES, rows);
    }

    private void writeLabels(String name, LabelVoxels voxels) throws IOException {
        RowCopy rows = (z, from, length, bytes, at) -> bytes.asShortBuffer().put(at, voxels.slice(z), from, length);
        writeChunks(name, "<i2", Short.BYTES, rows);
    }

    /** Copies one row of voxels into a chunk's bytes. */
    @FunctionalInterface
    private interface RowCopy {
        void copy(int slice, int offset, int length, ByteBuffer bytes, int element);
    }

    private void writeChunks(String name, String type, int elementBytes, RowCopy rows) throws IOException {
        long start = align();
        CRC32C crc = new CRC32C();
        List<Box> chunks = new ArrayList<>();
        grid.visit(Box.of(grid.shape()), (chunk, part) -> chunks.add(chunk));
        int width = grid.shape().x();
        for (Box chunk : chunks) {
            int length = chunk.endX() - chunk.startX();
            ByteBuffer bytes = little(Math.toIntExact(chunk.shape().voxels() * elementBytes));
            int element = 0;
            for (int z = chunk.startZ(); z < chunk.endZ(); z++) {
                for (int y = chunk.startY(); y < chunk.endY(); y++, element += length) {
                    rows.copy(z, y * width + chunk.startX(), length, bytes, element);
                }
            }
            crc.update(bytes.array());
            emit(bytes.array());
        }
        sections.add(new CaseFooter.Section(name, type, start, position - start, crc.getValue()));
    }

    private List<Integer> writeLocations(ClassLocations locations) throws IOException {
        long start = align();
        CRC32C crc = new CRC32C();
        List<Integer> counts = new ArrayList<>();
        for (int i = 0; i < locations.classes().size(); i++) {
            int[] rows = locations.rows(i);
            ByteBuffer bytes = little(rows.length * Integer.BYTES);
            bytes.asIntBuffer().put(rows);
            crc.update(bytes.array());
            emit(bytes.array());
            counts.add(locations.count(i));
        }
        sections.add(new CaseFooter.Section(CaseFooter.LOCATIONS, "<i4", start, position - start, crc.getValue()));
        return counts;
    }

    private void writeFooter(byte[] json) throws IOException {
        CRC32C crc = new CRC32C();
        crc.update(json);
        long start = position;
        emit(json);
        ByteBuffer trailer = little(TRAILER_BYTES)
                .putLong(start)
                .putInt(json.length)
                .putInt((int) crc.getValue())
                .putLong(start + json.length + TRAILER_BYTES)
                .putLong(END_MAGIC);
        emit(trailer.array());
    }

    private long align() throws IOException {
        emit(new byte[Math.floorMod(-position, ALIGNMENT)]);
        return position;
    }

    private void emit(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long magic(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
    }
}
