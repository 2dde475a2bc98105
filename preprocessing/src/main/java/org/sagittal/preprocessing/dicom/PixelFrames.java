package org.sagittal.preprocessing.dicom;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import org.sagittal.geometry.io.VolumeLimits;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.preprocessing.dicom.codec.CodecException;

/**
 * The frames of a file: frame number -> numbers of shape (y, x, c), decoded one frame at a time. Safe for many threads; must be closed.
 */
public final class PixelFrames implements Closeable {
    /** A decoded number needs at least this share of a byte, or the file lies; blank pictures of the best codecs come near. */
    private static final long MOST_NUMBERS_PER_BYTE = 1 << 14;

    private static final long ALWAYS_ALLOWED = 1 << 22;

    /** Memory that decoding takes for each number of a frame: planes, the numbers themselves, bytes. */
    private static final double BYTES_A_NUMBER = 16;

    private final DicomFile file;
    private final FrameLayout layout;
    private final FunctionalGroups groups;
    private final DicomSource source;
    private final Fragments fragments;

    private PixelFrames(DicomFile file, FrameLayout layout, DicomSource source, Fragments fragments) {
        this.file = file;
        this.layout = layout;
        this.groups = FunctionalGroups.of(file.dataset());
        this.source = source;
        this.fragments = fragments;
    }

    /**
     * Opens the frames of a file.
     *
     * @param file with pixels
     * @return must be closed
     * @throws FormatException if there are none, if they are cut, or if their transfer syntax is not decoded
     */
    public static PixelFrames open(DicomFile file) {
        Path path = file.path();
        if (!file.hasPixels()) {
            throw new FormatException(path, "has no pixels");
        }
        FrameLayout layout = FrameLayout.of(file);
        TransferSyntax syntax = file.transferSyntax();
        if (syntax.coding() == TransferSyntax.Coding.REFUSED) {
            throw new FormatException(
                    path,
                    "has pixels in " + syntax.name() + " (" + syntax.uid()
                            + "), which is not decoded; convert it, e.g. with 'gdcmconv --raw'");
        }
        try {
            return opened(file, layout);
        } catch (IOException e) {
            throw trouble(path, e);
        }
    }

    private static PixelFrames opened(DicomFile file, FrameLayout layout) throws IOException {
        Path path = file.path();
        DicomSource source =
                file.deflatedFrom() < 0 ? DicomSource.open(path) : DicomSource.inflating(path, file.deflatedFrom());
        try {
            DicomParser.PixelPlace place = file.pixels();
            if (place.length() < 0) {
                Fragments fragments = Fragments.of(path, source, place.offset(), layout.frames());
                return new PixelFrames(file, layout, source, fragments);
            }
            requireNative(file, layout, source);
            return new PixelFrames(file, layout, source, null);
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private static void requireNative(DicomFile file, FrameLayout layout, DicomSource source) {
        if (file.transferSyntax().coding() != TransferSyntax.Coding.NATIVE) {
            throw new FormatException(
                    file.path(),
                    "says that its pixels are in " + file.transferSyntax().name() + ", but they are not in pieces");
        }
        long needed = (Math.multiplyExact(layout.nativeBits(), layout.frames()) + 7) / 8;
        long there =
                Math.min(file.pixels().length(), source.size() - file.pixels().offset());
        if (there < needed) {
            throw new FormatException(
                    file.path(),
                    "is cut: " + layout.frames() + " frames of " + layout.rows() + " x " + layout.columns() + " need "
                            + needed + " bytes, but " + there + " are there");
        }
    }

    /**
     * Shape and encoding of the frames.
     *
     * @return as the file says
     */
    public FrameLayout layout() {
        return layout;
    }

    /**
     * Numbers a pixel after decoding.
     *
     * @return 3 for colours, palettes among them, else 1
     */
    public int components() {
        return layout.samples() == 3 || layout.photometric().equals("PALETTE COLOR") ? 3 : 1;
    }

    /**
     * The line from stored to real numbers.
     *
     * @param frame from 0
     * @return {@link Rescale#NONE} for colours
     */
    public Rescale rescale(int frame) {
        return components() == 1 ? Rescale.of(file.dataset(), groups, frame) : Rescale.NONE;
    }

    /**
     * Decodes a frame of whole numbers, without rescale.
     *
     * @param frame from 0
     * @return shape (y, x, c), red, green and blue for colours; unsigned 32-bit numbers keep their bits; single bits are 0 and 1
     * @throws FormatException if the frame is damaged, or its numbers are floating
     */
    public int[] stored(int frame) {
        check(frame);
        if (layout.sample().floating()) {
            throw new FormatException(file.path(), "has floating numbers, which are not whole");
        }
        VolumeLimits.require(file.path(), BYTES_A_NUMBER * layout.pixels() * components());
        try {
            return FrameDecoder.decode(file, layout, bytes(frame));
        } catch (IOException e) {
            throw trouble(file.path(), e);
        } catch (CodecException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new FormatException(file.path(), "frame " + frame + " cannot be decoded: " + e.getMessage(), e);
        }
    }

    /**
     * Decodes a frame with rescale, as SimpleITK gives it: single bits are 0 and 255 there, and grey whose low numbers are bright
     * (MONOCHROME1) is turned round before the rescale.
     *
     * @param frame from 0
     * @param into shape (y, x, c), receives the numbers
     * @throws FormatException if the frame is damaged
     */
    public void read(int frame, double[] into) {
        check(frame);
        Rescale rescale = rescale(frame);
        if (layout.sample().floating()) {
            floating(frame, rescale, into);
            return;
        }
        int[] numbers = stored(frame);
        SampleLayout sample = layout.sample();
        boolean wide = sample.bitsStored() == 32;
        boolean inverted = layout.photometric().equals("MONOCHROME1");
        double brightest = sample.signed() ? -1 : (1L << sample.bitsStored()) - 1;
        double slope = sample.bitsAllocated() == 1 ? 255 : rescale.slope();
        double intercept = sample.bitsAllocated() == 1 ? 0 : rescale.intercept();
        for (int i = 0; i < numbers.length; i++) {
            double value = wide ? sample.wide(numbers[i]) : numbers[i];
            into[i] = slope * (inverted ? brightest - value : value) + intercept;
        }
    }

    private void floating(int frame, Rescale rescale, double[] into) {
        try {
            FrameDecoder.floating(file, layout, bytes(frame), into);
        } catch (IOException e) {
            throw trouble(file.path(), e);
        }
        for (int i = 0; i < layout.numbers(); i++) {
            into[i] = rescale.apply(into[i]);
        }
    }

    private void check(int frame) {
        if (frame < 0 || frame >= layout.frames()) {
            throw new IllegalArgumentException("frame must be 0 to " + (layout.frames() - 1) + ", got " + frame);
        }
    }

    /** Bytes of a frame; of single bits, whose frames need not start at a byte, from the byte in which it starts. */
    private byte[] bytes(int frame) throws IOException {
        if (fragments != null) {
            byte[] bytes = fragments.frame(frame);
            if (layout.numbers() > ALWAYS_ALLOWED + MOST_NUMBERS_PER_BYTE * bytes.length) {
                throw new FormatException(
                        file.path(),
                        "is damaged: " + bytes.length + " bytes cannot hold a frame of " + layout.rows() + " x "
                                + layout.columns());
            }
            return bytes;
        }
        long firstBit = layout.nativeBits() * frame;
        long from = firstBit / 8;
        int length = (int) ((firstBit + layout.nativeBits() + 7) / 8 - from);
        if (file.transferSyntax().bigEndian()
                && file.pixels().vr() == Vr.OW
                && layout.sample().bitsAllocated() == 8) {
            return fromWords(from, length);
        }
        byte[] bytes = new DicomCursor(source, file.pixels().offset() + from).bytes(length);
        return layout.sample().bitsAllocated() == 1 ? FrameDecoder.shifted(bytes, (int) (firstBit % 8)) : bytes;
    }

    /** Bytes that are stored as big-endian words of two. */
    private byte[] fromWords(long from, int length) throws IOException {
        long start = from & ~1L;
        int words = (int) (from + length - start + 1) & ~1;
        byte[] turned = new DicomCursor(source, file.pixels().offset() + start).bytes(words);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = turned[(int) (from - start) + i ^ 1];
        }
        return bytes;
    }

    private static FormatException trouble(Path path, IOException e) {
        if (e instanceof EOFException) {
            return new FormatException(path, "is cut: it ends within its pixels", e);
        }
        return new FormatException(path, "cannot be read: " + FileTrouble.reason(e), e);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
