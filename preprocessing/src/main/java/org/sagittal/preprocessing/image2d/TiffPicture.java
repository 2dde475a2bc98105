package org.sagittal.preprocessing.image2d;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sagittal.geometry.HalfFloat;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeLimits;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.Shape;

/**
 * TIFF and BigTIFF: raw samples of all pages that look like the first, put together of strips and tiles.
 *
 * <p>Reference: TIFF Revision 6.0 (Adobe 1992) and its Technical Note 2.
 */
final class TiffPicture {
    private static final int DIFFERENCES = 2;
    private static final int FLOAT_DIFFERENCES = 3;
    /** No compression of TIFF shrinks more than deflate. */
    private static final long MAX_RATIO = 1032;

    private final Path file;
    private final long fileBytes;
    private final List<TiffPage> pages = new ArrayList<>();
    private final ByteOrder order;

    TiffPicture(Path file) throws IOException {
        this.file = file;
        this.fileBytes = Files.size(file);
        List<TiffTags> directories = TiffTags.all(file);
        if (directories.isEmpty()) {
            throw new FormatException(file, "is a TIFF without pages");
        }
        this.order = directories.get(0).order();
        for (TiffTags directory : directories) {
            TiffPage page = TiffPage.of(file, directory);
            if (pages.isEmpty() || !page.reduced() && page.likens(pages.get(0))) {
                pages.add(page);
            }
        }
    }

    Path file() {
        return file;
    }

    /** All pages that look like the first, in the file's order. */
    List<TiffPage> pages() {
        return Collections.unmodifiableList(pages);
    }

    /** Counts further pages in that follow the only directory without directories of their own, as ImageJ writes large stacks. */
    void follow(long images) {
        TiffPage first = pages.get(0);
        if (pages.size() > 1 || images < 2 || !first.plain()) {
            return;
        }
        double end = first.offsets()[0]
                + (double) first.width() * first.height() * first.samples() * first.bits() / 8 * images;
        if (end <= fileBytes) {
            for (int i = 1; i < images; i++) {
                pages.add(first.following(i));
            }
        }
    }

    /** Refuses pages that the file cannot hold, before memory is taken for them. */
    void requirePossible() throws IOException {
        TiffPage first = pages.get(0);
        double bytes = (double) first.width() * first.height() * pages.size() * first.samples() * first.bits() / 8;
        Pictures.requirePossible(file, first.width(), first.height(), (long) first.samples() * first.bits() / 8 + 1);
        if (bytes / MAX_RATIO > fileBytes) {
            throw new FormatException(file, "claims " + (long) bytes + " bytes of pixels, which it cannot hold");
        }
    }

    Picture read() throws IOException {
        requirePossible();
        TiffPage first = pages.get(0);
        VolumeLimits.require(
                file, (double) first.width() * first.height() * pages.size() * first.samples() * Float.BYTES);
        float[][][] colours = new float[first.samples()][pages.size()][];
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            for (int z = 0; z < pages.size(); z++) {
                double[][] planes = readPage(in, pages.get(z));
                for (int c = 0; c < planes.length; c++) {
                    colours[c][z] = narrow(planes[c]);
                }
            }
        }
        Shape shape = new Shape(pages.size(), first.height(), first.width());
        List<FloatVoxels> voxels = new ArrayList<>();
        for (float[][] colour : colours) {
            voxels.add(FloatVoxels.of(shape, colour));
        }
        return new Picture(voxels, first.type());
    }

    private static float[] narrow(double[] plane) {
        float[] narrow = new float[plane.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) plane[i];
        }
        return narrow;
    }

    /** One page: an array (y, x) a sample. */
    double[][] readPage(RandomAccessFile in, TiffPage page) throws IOException {
        VolumeLimits.require(file, (double) page.width() * page.height() * page.samples() * Double.BYTES);
        double[][] planes = new double[page.samples()][page.width() * page.height()];
        int across = (page.width() + page.blockWidth() - 1) / page.blockWidth();
        int down = (page.height() + page.blockHeight() - 1) / page.blockHeight();
        TiffJpeg jpeg = page.compression() == TiffJpeg.COMPRESSION ? new TiffJpeg(file, page, in) : null;
        int blocksPerPlane = Math.multiplyExact(across, down);
        int planesApart = page.planar() ? page.samples() : 1;
        if (page.offsets().length < (long) blocksPerPlane * planesApart) {
            throw new FormatException(
                    file,
                    "has " + page.offsets().length + " strips or tiles where " + (long) blocksPerPlane * planesApart
                            + " are needed");
        }
        for (int block = 0; block < blocksPerPlane * planesApart; block++) {
            int place = block % blocksPerPlane;
            int top = place / across * page.blockHeight();
            int rows = page.tiled() ? page.blockHeight() : Math.min(page.blockHeight(), page.height() - top);
            byte[] stored = stored(in, page, block, rows);
            double[] values = jpeg == null ? decode(page, stored, rows) : jpeg.decode(stored, rows);
            place(values, page, planes, block / blocksPerPlane, top, place % across * page.blockWidth());
        }
        return planes;
    }

    /** A block's bytes; refuses a block that is too large, packed or unpacked. */
    private byte[] stored(RandomAccessFile in, TiffPage page, int block, int rows) throws IOException {
        long offset = page.offsets()[block];
        long count = page.counts()[block];
        if (offset < 0 || count < 0 || count > fileBytes - offset || count > Integer.MAX_VALUE - 8) {
            throw new FormatException(
                    file, "has a strip or tile at byte " + offset + " of " + count + " bytes beyond its end");
        }
        double values = (double) page.blockWidth() * page.samplesTogether() * rows;
        VolumeLimits.require(file, Math.max(count, values * Double.BYTES));
        byte[] stored = new byte[(int) count];
        in.seek(offset);
        in.readFully(stored);
        return stored;
    }

    private double[] decode(TiffPage page, byte[] stored, int rows) throws IOException {
        int rowValues = page.blockWidth() * page.samplesTogether();
        int rowBytes = (int) (((long) rowValues * page.bits() + 7) / 8);
        byte[] raw = TiffCompression.decompress(file, page.compression(), stored, Math.multiplyExact(rowBytes, rows));
        double[] values = new double[Math.multiplyExact(rowValues, rows)];
        if (page.bits() % 8 != 0) {
            unpack(raw, page.bits(), rowValues, rowBytes, values);
            return values;
        }
        if (page.predictor() == FLOAT_DIFFERENCES) {
            TiffCompression.undoFloatDifferences(raw, rowBytes, page.samplesTogether(), page.bits() / 8);
        }
        ByteOrder valueOrder = page.predictor() == FLOAT_DIFFERENCES ? ByteOrder.BIG_ENDIAN : order;
        ByteBuffer numbers = ByteBuffer.wrap(raw).order(valueOrder);
        if (page.half()) {
            for (int i = 0; i < values.length; i++) {
                values[i] = HalfFloat.toFloat(numbers.getShort());
            }
            return values;
        }
        page.type().decode(numbers, values, 0, values.length);
        if (page.predictor() == DIFFERENCES) {
            undoDifferences(values, page, rowValues);
        }
        return values;
    }

    /** Samples of fewer bits than bytes have, the highest bit first; each row begins with a byte. */
    private static void unpack(byte[] raw, int bits, int rowValues, int rowBytes, double[] values) {
        for (int i = 0; i < values.length; i++) {
            long at = (long) i / rowValues * rowBytes * 8 + (long) (i % rowValues) * bits;
            int value = 0;
            for (long bit = at; bit < at + bits; bit++) {
                value = value << 1 | raw[(int) (bit >> 3)] >> (7 - (bit & 7)) & 1;
            }
            values[i] = value;
        }
    }

    /** Each sample is stored as the difference to the one before it in its row, modulo the type's range. */
    private static void undoDifferences(double[] values, TiffPage page, int rowValues) {
        int step = page.samplesTogether();
        double range = Math.pow(2, page.bits());
        boolean signed =
                page.type() == SampleType.INT8 || page.type() == SampleType.INT16 || page.type() == SampleType.INT32;
        double top = signed ? range / 2 : range;
        for (int i = 0; i < values.length; i++) {
            if (i % rowValues >= step) {
                double sum = values[i] + values[i - step];
                values[i] = sum >= top ? sum - range : sum < top - range ? sum + range : sum;
            }
        }
    }

    private static void place(double[] values, TiffPage page, double[][] planes, int plane, int top, int left) {
        int together = page.samplesTogether();
        int columns = Math.min(page.blockWidth(), page.width() - left);
        int rows = Math.min(values.length / (page.blockWidth() * together), page.height() - top);
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                for (int c = 0; c < together; c++) {
                    planes[page.planar() ? plane : c][(top + y) * page.width() + left + x] =
                            values[(y * page.blockWidth() + x) * together + c];
                }
            }
        }
    }
}
