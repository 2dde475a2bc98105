package org.sagittal.preprocessing.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sagittal.geometry.io.file.FormatException;

/**
 * The pieces of encapsulated pixel data: frame -> its bytes, by the basic offset table, by one piece a frame, or by where pieces start
 * like a new picture.
 *
 * @see <a href="https://dicom.nema.org/medical/dicom/current/output/chtml/part05/sect_A.4.html">PS3.5 A.4</a>
 */
final class Fragments {
    private static final int ITEM = 0xfffee000;
    private static final int SEQUENCE_END = 0xfffee0dd;
    private static final int MOST_PIECES = 10_000_000;
    private static final int HEAD = 8;

    /** One piece: where it starts and how long it is. */
    private record Piece(long at, int length) {}

    private final Path file;
    private final DicomSource source;
    private final List<List<Piece>> frames;

    private Fragments(Path file, DicomSource source, List<List<Piece>> frames) {
        this.file = file;
        this.source = source;
        this.frames = frames;
    }

    /** Finds the pieces of all frames. */
    static Fragments of(Path file, DicomSource source, long offset, int frames) throws IOException {
        DicomCursor in = new DicomCursor(source, offset);
        List<Piece> pieces = new ArrayList<>();
        while (in.hasMore()) {
            long at = in.position();
            int tag;
            long length;
            try {
                tag = in.tag();
                length = in.u32();
            } catch (EOFException e) {
                break;
            }
            if (tag != ITEM) {
                if (tag != SEQUENCE_END && pieces.isEmpty()) {
                    throw new FormatException(file, "is damaged: its pixel data at byte " + at + " has no pieces");
                }
                break;
            }
            long there = Math.min(length, in.remaining());
            if (there > Integer.MAX_VALUE - HEAD || pieces.size() > MOST_PIECES) {
                throw new FormatException(
                        file, "has a piece of pixel data at byte " + at + " with " + length + " bytes");
            }
            pieces.add(new Piece(in.position(), (int) there));
            in.moveTo(in.position() + there);
        }
        return new Fragments(file, source, grouped(file, source, pieces, frames));
    }

    private static List<List<Piece>> grouped(Path file, DicomSource source, List<Piece> pieces, int frames)
            throws IOException {
        if (pieces.size() < 2) {
            throw new FormatException(file, "has no pixel data in its pieces");
        }
        List<Piece> rest = pieces.subList(1, pieces.size());
        if (frames == 1) {
            return List.of(rest);
        }
        List<List<Piece>> byTable = byTable(source, pieces.get(0), rest, frames);
        if (!byTable.isEmpty()) {
            return byTable;
        }
        if (rest.size() == frames) {
            return rest.stream().map(List::of).toList();
        }
        List<List<Piece>> byStart = byStart(source, rest);
        if (byStart.size() != frames) {
            throw new FormatException(
                    file,
                    "has " + rest.size() + " pieces of pixel data for " + frames
                            + " frames and no offset table that tells which are whose");
        }
        return byStart;
    }

    private static List<List<Piece>> byTable(DicomSource source, Piece table, List<Piece> rest, int frames)
            throws IOException {
        if (table.length != 4L * frames) {
            return List.of();
        }
        DicomCursor in = new DicomCursor(source, table.at);
        long base = rest.get(0).at - HEAD;
        long[] starts = new long[frames + 1];
        for (int i = 0; i < frames; i++) {
            starts[i] = base + in.u32();
        }
        starts[frames] = Long.MAX_VALUE;
        List<List<Piece>> grouped = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < frames; i++) {
            int first = next;
            while (next < rest.size() && rest.get(next).at - HEAD < starts[i + 1]) {
                next++;
            }
            if (first == next || rest.get(first).at - HEAD != starts[i]) {
                return List.of();
            }
            grouped.add(rest.subList(first, next));
        }
        return grouped;
    }

    /** A piece that starts like a JPEG or JPEG 2000 picture starts a frame. */
    private static List<List<Piece>> byStart(DicomSource source, List<Piece> rest) throws IOException {
        List<List<Piece>> grouped = new ArrayList<>();
        byte[] start = new byte[4];
        for (Piece piece : rest) {
            Arrays.fill(start, (byte) 0);
            source.read(piece.at, start, 0, Math.min(start.length, piece.length));
            boolean jpeg = (start[0] & 0xff) == 0xff && ((start[1] & 0xff) == 0xd8 || (start[1] & 0xff) == 0x4f);
            if (jpeg || grouped.isEmpty()) {
                grouped.add(new ArrayList<>());
            }
            grouped.get(grouped.size() - 1).add(piece);
        }
        return grouped;
    }

    /** Bytes of one frame. */
    byte[] frame(int frame) throws IOException {
        List<Piece> pieces = frames.get(frame);
        long length = pieces.stream().mapToLong(Piece::length).sum();
        if (length > Integer.MAX_VALUE - HEAD) {
            throw new FormatException(file, "has a frame of " + length + " bytes; at most 2 GiB are read");
        }
        byte[] whole = new byte[(int) length];
        int at = 0;
        for (Piece piece : pieces) {
            int got = source.read(piece.at, whole, at, piece.length);
            at += got;
            if (got < piece.length) {
                return Arrays.copyOf(whole, at);
            }
        }
        return whole;
    }
}
