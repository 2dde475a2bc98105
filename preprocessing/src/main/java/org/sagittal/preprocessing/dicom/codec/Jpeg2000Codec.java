package org.sagittal.preprocessing.dicom.codec;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReadParamJava;
import java.io.IOException;
import jj2000.j2k.codestream.HeaderInfo;
import jj2000.j2k.codestream.reader.BitstreamReaderAgent;
import jj2000.j2k.codestream.reader.HeaderDecoder;
import jj2000.j2k.decoder.DecoderSpecs;
import jj2000.j2k.entropy.decoder.EntropyDecoder;
import jj2000.j2k.image.BlkImgDataSrc;
import jj2000.j2k.image.DataBlkInt;
import jj2000.j2k.image.ImgDataConverter;
import jj2000.j2k.image.invcomptransf.InvCompTransf;
import jj2000.j2k.quantization.dequantizer.Dequantizer;
import jj2000.j2k.roi.ROIDeScaler;
import jj2000.j2k.util.FacilityManager;
import jj2000.j2k.util.MsgLogger;
import jj2000.j2k.wavelet.synthesis.InverseWT;

/**
 * JPEG 2000 by the JJ2000 decoder, called directly: its registration with ImageIO is never used. A JP2 wrapper around the code stream,
 * which DICOM forbids but files have, is passed over.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-T.800">ITU-T T.800</a>
 */
public final class Jpeg2000Codec {
    private static final int MOST_TILES = 1 << 14;
    private static final int SIZE_BYTES = 42;

    static {
        FacilityManager.registerMsgLogger(null, new Silent());
    }

    private Jpeg2000Codec() {}

    /** What a code stream says of itself. */
    private record Size(int bits, boolean signed) {}

    /**
     * Decodes a picture.
     *
     * @param in one frame
     * @param shape (y, x, c)
     * @return the picture; a colour transform of the code stream is undone
     * @throws CodecException if it is damaged
     */
    public static Picture decode(byte[] in, PictureShape shape) {
        int start = start(in);
        Size size = size(in, start, shape);
        byte[] recounted = in.clone();
        TileParts.recount(recounted, start);
        try {
            return decoded(new MemoryInput(recounted, start), shape, size);
        } catch (CodecException e) {
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            if (e instanceof OutOfMemoryError || e instanceof ThreadDeath) {
                throw (Error) e;
            }
            String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new CodecException("its JPEG 2000 picture is damaged: " + said, e);
        }
    }

    private static int start(byte[] in) {
        for (int i = 0; i + SIZE_BYTES <= in.length; i++) {
            if (in[i] == (byte) 0xff && in[i + 1] == 0x4f && in[i + 2] == (byte) 0xff && in[i + 3] == 0x51) {
                return i;
            }
        }
        throw new CodecException("its compressed picture does not start like JPEG 2000");
    }

    private static Size size(byte[] in, int start, PictureShape shape) {
        int right = int32(in, start + 8);
        int bottom = int32(in, start + 12);
        int left = int32(in, start + 16);
        int top = int32(in, start + 20);
        long tileColumns = Integer.toUnsignedLong(int32(in, start + 24));
        long tileRows = Integer.toUnsignedLong(int32(in, start + 28));
        int samples = (in[start + 40] & 0xff) << 8 | in[start + 41] & 0xff;
        if (left < 0 || top < 0 || right <= left || bottom <= top || tileColumns == 0 || tileRows == 0) {
            throw new CodecException(
                    "its JPEG 2000 picture lies from " + left + ", " + top + " to " + right + ", " + bottom);
        }
        shape.require(bottom - top, right - left, samples);
        long tiles = ((right - 1) / tileColumns + 1) * ((bottom - 1) / tileRows + 1);
        if (tiles > MOST_TILES) {
            throw new CodecException(
                    "its JPEG 2000 picture has " + tiles + " tiles; at most " + MOST_TILES + " are read");
        }
        if (start + SIZE_BYTES + 3 * samples > in.length) {
            throw new CodecException("its compressed picture ends within a header");
        }
        int depth = in[start + SIZE_BYTES];
        for (int c = 0; c < samples; c++) {
            int at = start + SIZE_BYTES + 3 * c;
            if (in[at] != depth || in[at + 1] != 1 || in[at + 2] != 1) {
                throw new CodecException("its JPEG 2000 picture has components of different kinds");
            }
        }
        int bits = (depth & 0x7f) + 1;
        if (bits > 30) {
            throw new CodecException("its JPEG 2000 picture has " + bits + " bits; at most 30 are decoded");
        }
        return new Size(bits, depth < 0);
    }

    static int int32(byte[] in, int at) {
        return in[at] << 24 | (in[at + 1] & 0xff) << 16 | (in[at + 2] & 0xff) << 8 | in[at + 3] & 0xff;
    }

    private static Picture decoded(MemoryInput in, PictureShape shape, Size size) throws IOException {
        J2KImageReadParamJava parameters = new J2KImageReadParamJava();
        HeaderInfo info = new HeaderInfo();
        HeaderDecoder header = new HeaderDecoder(in, parameters, info);
        DecoderSpecs specs = header.getDecoderSpecs();
        int[] depths = new int[shape.samples()];
        java.util.Arrays.fill(depths, size.bits);
        BitstreamReaderAgent reader = BitstreamReaderAgent.createInstance(in, header, parameters, specs, false, info);
        EntropyDecoder entropy = header.createEntropyDecoder(reader, parameters);
        ROIDeScaler descaler = header.createROIDeScaler(entropy, parameters, specs);
        Dequantizer dequantizer = header.createDequantizer(descaler, depths, specs);
        InverseWT wavelet = InverseWT.createInstance(dequantizer, specs);
        wavelet.setImgResLevel(reader.getImgRes());
        BlkImgDataSrc source = new InvCompTransf(new ImgDataConverter(wavelet, 0), specs, depths);
        int[] numbers = new int[shape.numbers()];
        for (int tile = 0; tile < source.getNumTiles(); tile++) {
            if (tile == 0) {
                source.setTile(0, 0);
            } else {
                source.nextTile();
            }
            for (int c = 0; c < shape.samples(); c++) {
                copy(source, tile, c, shape, size, numbers);
            }
        }
        return new Picture(shape, size.bits, size.signed, numbers);
    }

    private static void copy(BlkImgDataSrc source, int tile, int c, PictureShape shape, Size size, int[] numbers) {
        int width = source.getTileCompWidth(tile, c);
        int height = source.getTileCompHeight(tile, c);
        int left = source.getCompULX(c) - source.getImgULX();
        int top = source.getCompULY(c) - source.getImgULY();
        DataBlkInt block = new DataBlkInt(0, 0, width, height);
        block = (DataBlkInt) source.getInternCompData(block, c);
        int centre = size.signed ? 0 : 1 << size.bits - 1;
        int least = size.signed ? -1 << size.bits - 1 : 0;
        int most = least + (1 << size.bits) - 1;
        int[] data = block.getDataInt();
        for (int y = 0; y < height; y++) {
            int from = block.offset + y * block.scanw;
            int to = ((top + y) * shape.columns() + left) * shape.samples() + c;
            for (int x = 0; x < width; x++) {
                numbers[to + x * shape.samples()] = Math.max(least, Math.min(most, data[from + x] + centre));
            }
        }
    }

    /** The decoder's remarks on damaged streams go nowhere. */
    private static final class Silent implements MsgLogger {
        @Override
        public void printmsg(int severity, String message) {
            // Not for this program's users.
        }

        @Override
        public void println(String text, int firstIndent, int indent) {
            // Not for this program's users.
        }

        @Override
        public void flush() {
            // Nothing is kept.
        }
    }
}
