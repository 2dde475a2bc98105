package org.sagittal.preprocessing.image2d;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.imaging.FormatCompliance;
import org.apache.commons.imaging.bytesource.ByteSource;
import org.apache.commons.imaging.formats.tiff.TiffDirectory;
import org.apache.commons.imaging.formats.tiff.TiffReader;
import org.sagittal.geometry.io.FormatException;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.Shape;

/**
 * TIFF and BigTIFF: raw samples of all pages that look like the first. Commons Imaging finds the directories; it would round samples of
 * 16 bits to 8 and apply palettes, so strips and tiles are put together here.
 *
 * <p>Reference: TIFF Revision 6.0 (Adobe 1992) and its Technical Note 2.
 */
final class TiffPicture {
    private final Path file;
    private final long fileBytes;
    private final List<TiffPage> pages = new ArrayList<>();
    private final ByteOrder order;

    TiffPicture(Path file) throws IOException {
        this.file = file;
        this.fileBytes = Files.size(file);
        List<TiffDirectory> directories = new TiffReader(false)
                .readDirectories(ByteSource.path(file), false, FormatCompliance.getDefault())
                .directories;
        if (directories.isEmpty()) {
            throw new FormatException(file, "is a TIFF without pages");
        }
        this.order = directories.get(0).getByteOrder();
        for (TiffDirectory directory : directories) {
            TiffPage page = TiffPage.of(file, directory);
            if (pages.isEmpty() || !page.reduced() && page.likens(pages.get(0))) {
                pages.add(page);
            }
        }
    }

    Picture read() throws IOException {
        TiffPage first = pages.get(0);
        Shape shape = new Shape(pages.size(), first.height(), first.width());
        long bytes = shape.voxels() * first.samples() * first.bits() / 8;
        Pictures.requirePossible(file, first.width(), first.height(), (long) first.samples() * first.bits() / 8 + 1);
        if (bytes / 1032 > fileBytes) {
            throw new FormatException(file, "claims " + bytes + " bytes of pixels, which it cannot hold");
        }
        float[][][] colours = new float[first.samples()][pages.size()][];
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            for (int z = 0; z < pages.size(); z++) {
                float[][] planes = readPage(in, pages.get(z));
                for (int c = 0; c < planes.length; c++) {
                    colours[c][z] = planes[c];
                }
            }
        }
        List<FloatVoxels> voxels = new ArrayList<>();
        for (float[][] colour : colours) {
            voxels.add(FloatVoxels.of(shape, colour));
        }
        return new Picture(voxels, first.type());
    }

    private float[][] readPage(RandomAccessFile in, TiffPage page) throws IOException {
        float[][] planes = new float[page.samples()][page.width() * page.height()];
        int across = (page.width() + page.blockWidth() - 1) / page.blockWidth();
        int down = (page.height() + page.blockHeight() - 1) / page.blockHeight();
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
            double[] values = readBlock(in, page, block, rows);
            place(values, page, planes, block / blocksPerPlane, top, place % across * page.blockWidth());
        }
        return planes;
    }

    private double[] readBlock(RandomAccessFile in, TiffPage page, int block, int rows) throws IOException {
        long offset = page.offsets()[block];
        long count = page.counts()[block];
        if (offset < 0 || count < 0 || offset + count > fileBytes) {
            throw new FormatException(
                    file, "has a strip or tile at byte " + offset + " of " + count + " bytes beyond its end");
        }
        byte[] stored = new byte[(int) count];
        in.seek(offset);
        in.readFully(stored);
        int rowValues = page.blockWidth() * page.samplesTogether();
        int rowBytes = (int) (((long) rowValues * page.bits() + 7) / 8);
        byte[] raw = TiffCompression.decompress(file, page.compression(), stored, Math.multiplyExact(rowBytes, rows));
        double[] values = new double[Math.multiplyExact(rowValues, rows)];
        if (page.bits() == 1) {
            for (int i = 0; i < values.length; i++) {
                int column = i % rowValues;
                values[i] = raw[i / rowValues * rowBytes + column / 8] >> (7 - column % 8) & 1;
            }
            return values;
        }
        page.type().decode(ByteBuffer.wrap(raw).order(order), values, 0, values.length);
        if (page.predicted()) {
            undoDifferences(values, page, rowValues);
        }
        return values;
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

    private static void place(double[] values, TiffPage page, float[][] planes, int plane, int top, int left) {
        int together = page.samplesTogether();
        int columns = Math.min(page.blockWidth(), page.width() - left);
        int rows = Math.min(values.length / (page.blockWidth() * together), page.height() - top);
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                for (int c = 0; c < together; c++) {
                    planes[page.planar() ? plane : c][(top + y) * page.width() + left + x] =
                            (float) values[(y * page.blockWidth() + x) * together + c];
                }
            }
        }
    }
}
