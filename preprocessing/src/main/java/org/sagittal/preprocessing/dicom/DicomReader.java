package org.sagittal.preprocessing.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;

/**
 * DICOM file -> its data set, up to the pixels. Files without preamble, without file meta information, or whose meta information names
 * another byte order than they have are read as what they are.
 *
 * @see <a href="https://dicom.nema.org/medical/dicom/current/output/chtml/part10/chapter_7.html">PS3.10 section 7</a>
 */
public final class DicomReader {
    private static final int PREAMBLE = 128;
    private static final byte[] MAGIC = {'D', 'I', 'C', 'M'};
    private static final int HIGHEST_FIRST_GROUP = 0x0020;
    private static final int START_BYTES = PREAMBLE + MAGIC.length;

    private DicomReader() {}

    /**
     * Whether a file starts like DICOM.
     *
     * @param start its first bytes, 132 or more where there are so many
     * @return true for files with the letters DICM at byte 128, and for such without whose first element is plausible
     */
    public static boolean recognises(byte[] start) {
        if (hasMagic(start, PREAMBLE) || hasMagic(start, 0)) {
            return true;
        }
        return start.length >= 8 && bareEncoding(start, 0).isPresent();
    }

    private static boolean hasMagic(byte[] start, int at) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (start.length <= at + i || start[at + i] != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads a file up to its pixels.
     *
     * @param file a DICOM file
     * @return what stands before the pixels, and where those are
     * @throws FormatException if it is no DICOM file, is cut, or is damaged
     */
    public static DicomFile read(Path file) {
        if (Files.isDirectory(file)) {
            throw new FormatException(file, "is a folder, not a DICOM file");
        }
        try (DicomSource source = DicomSource.open(file)) {
            byte[] start = new byte[START_BYTES];
            int got = source.read(0, start, 0, START_BYTES);
            byte[] there = java.util.Arrays.copyOf(start, got);
            if (!recognises(there)) {
                throw new FormatException(
                        file,
                        "is not a DICOM file: it has neither the letters DICM at byte 128 nor an element at its start");
            }
            long from = hasMagic(there, PREAMBLE) ? START_BYTES : hasMagic(there, 0) ? MAGIC.length : 0;
            return read(file, source, from);
        } catch (NoSuchFileException e) {
            throw new FormatException(file, "there is no such file", e);
        } catch (EOFException e) {
            throw new FormatException(file, "is cut: it ends within an element", e);
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    private static DicomFile read(Path file, DicomSource source, long from) throws IOException {
        DicomCursor in = new DicomCursor(source, from);
        DicomDataset meta = new DicomParser(file, in).meta();
        Optional<TransferSyntax> stated = meta.uid(Tag.TRANSFER_SYNTAX_UID).map(TransferSyntax::of);
        long begin = in.position();
        if (stated.filter(TransferSyntax.DEFLATED::equals).isPresent()) {
            try (DicomSource inflated = DicomSource.inflating(file, begin)) {
                return dataset(meta, stated.get(), true, new DicomCursor(inflated, begin), begin);
            }
        }
        TransferSyntax encoding = encoding(stated, peekStart(in));
        in.bigEndian(encoding.bigEndian());
        boolean packed = stated.isPresent() && stated.get().coding() != TransferSyntax.Coding.NATIVE;
        return dataset(meta, packed ? stated.get() : encoding, encoding.explicit(), in, -1);
    }

    private static byte[] peekStart(DicomCursor in) throws IOException {
        byte[] start = new byte[8];
        for (int i = 0; i < start.length; i++) {
            int b = in.peek(i);
            if (b < 0) {
                return new byte[0];
            }
            start[i] = (byte) b;
        }
        return start;
    }

    private static DicomFile dataset(
            DicomDataset meta, TransferSyntax syntax, boolean explicit, DicomCursor in, long deflatedFrom)
            throws IOException {
        Path file = meta.file();
        DicomParser parser = new DicomParser(file, in);
        DicomDataset dataset = parser.dataset(explicit);
        if (dataset.tags().isEmpty() && meta.tags().isEmpty()) {
            throw new FormatException(file, "is not a DICOM file: it has no elements");
        }
        return new DicomFile(meta, dataset, syntax, parser.pixels(), deflatedFrom);
    }

    /** How the data set is encoded: as the file says unless its first element shows something else. */
    private static TransferSyntax encoding(Optional<TransferSyntax> stated, byte[] start) {
        Optional<TransferSyntax> seen = start.length == 0 ? Optional.empty() : bareEncoding(start, 0);
        if (stated.isEmpty()) {
            return seen.orElse(TransferSyntax.IMPLICIT_LITTLE);
        }
        TransferSyntax said = stated.get();
        boolean differs = seen.isPresent()
                && (seen.get().explicit() != said.explicit() || seen.get().bigEndian() != said.bigEndian());
        return differs ? seen.get() : said;
    }

    /** The encoding that a first element shows, if it is one: its group is low, its representation or length plausible. */
    private static Optional<TransferSyntax> bareEncoding(byte[] start, int at) {
        int little = start[at] & 0xff | (start[at + 1] & 0xff) << 8;
        int big = (start[at] & 0xff) << 8 | start[at + 1] & 0xff;
        boolean explicit = Vr.isCode(start[at + 4] & 0xff, start[at + 5] & 0xff);
        if (little > 0 && little <= HIGHEST_FIRST_GROUP) {
            return plausible(start, at, explicit, TransferSyntax.EXPLICIT_LITTLE, TransferSyntax.IMPLICIT_LITTLE);
        }
        if (big > 0 && big <= HIGHEST_FIRST_GROUP && explicit) {
            return Optional.of(TransferSyntax.EXPLICIT_BIG);
        }
        return Optional.empty();
    }

    private static Optional<TransferSyntax> plausible(
            byte[] start, int at, boolean explicit, TransferSyntax ifExplicit, TransferSyntax ifImplicit) {
        if (explicit) {
            boolean known = List.of(Vr.values()).contains(Vr.of(start[at + 4], start[at + 5]));
            return known ? Optional.of(ifExplicit) : Optional.empty();
        }
        // An implicit first element is a group length, an image type, an identifier: shorter than 64 KiB, or a
        // sequence.
        boolean shortOne = start[at + 6] == 0 && start[at + 7] == 0;
        return shortOne ? Optional.of(ifImplicit) : Optional.empty();
    }
}
