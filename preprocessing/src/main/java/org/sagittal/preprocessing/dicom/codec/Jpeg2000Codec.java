package org.sagittal.preprocessing.dicom.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * JPEG 2000 (part 1), lossless and lossy. A JP2 wrapper around the code stream, which DICOM forbids but files have, is passed over.
 * Regions of interest, changes of progression order and packed headers are refused.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-T.800">ITU-T T.800</a>
 */
public final class Jpeg2000Codec {
    private Jpeg2000Codec() {}

    /**
     * Decodes a picture.
     *
     * @param in one frame
     * @param shape (y, x, c)
     * @return the picture; a colour transform of the code stream is undone
     * @throws CodecException if it is damaged
     */
    public static Picture decode(byte[] in, PictureShape shape) {
        CodeStream stream = new CodeStream(in, start(in));
        stream.read(shape);
        int[] numbers = new int[shape.numbers()];
        for (int t = 0; t < stream.across() * stream.down(); t++) {
            tile(stream, t, shape, numbers);
        }
        return new Picture(shape, stream.bits(), stream.signed(), numbers);
    }

    private static int start(byte[] in) {
        for (int i = 0; i + 4 <= in.length; i++) {
            if (in[i] == (byte) 0xff && in[i + 1] == 0x4f && in[i + 2] == (byte) 0xff && in[i + 3] == 0x51) {
                return i;
            }
        }
        throw new CodecException("its compressed picture does not start like JPEG 2000");
    }

    private static void tile(CodeStream stream, int index, PictureShape shape, int[] numbers) {
        CodeStream.Tile tile = stream.tile(index);
        int[] rectangle = stream.rectangle(index);
        List<TileComponent> components = new ArrayList<>();
        for (int c = 0; c < shape.samples(); c++) {
            components.add(new TileComponent(tile.styles[c], c, rectangle));
        }
        new PacketReader(tile.bytes.toByteArray(), components).read(tile.order, tile.layers);
        components.forEach(c -> c.reconstruct(stream.bits()));
        if (tile.transform && components.size() >= 3) {
            redGreenBlue(components);
        }
        for (int c = 0; c < components.size(); c++) {
            store(stream, components.get(c), c, shape, numbers);
        }
    }

    /** Undoes the transform of the first three components (annex G). */
    private static void redGreenBlue(List<TileComponent> components) {
        double[] first = components.get(0).samples;
        double[] second = components.get(1).samples;
        double[] third = components.get(2).samples;
        boolean whole = components.get(0).style.reversible;
        for (int i = 0; i < first.length; i++) {
            double y = first[i];
            double blue = second[i];
            double red = third[i];
            if (whole) {
                double green = y - Math.floor((blue + red) * 0.25);
                first[i] = red + green;
                second[i] = green;
                third[i] = blue + green;
            } else {
                first[i] = (float) (y + (float) (1.402f * red));
                second[i] = (float) y - (float) blue * 0.34413f - (float) red * 0.71414f;
                third[i] = (float) (y + (float) (1.772f * blue));
            }
        }
    }

    private static void store(CodeStream stream, TileComponent from, int c, PictureShape shape, int[] numbers) {
        double centre = stream.signed() ? 0 : 1 << stream.bits() - 1;
        double least = stream.signed() ? -(1 << stream.bits() - 1) : 0;
        double most = least + (1 << stream.bits()) - 1;
        for (int y = 0; y < from.height(); y++) {
            int row = from.top - stream.top() + y;
            int to = (row * shape.columns() + from.left - stream.left()) * shape.samples() + c;
            for (int x = 0; x < from.width(); x++) {
                double value = Math.rint(from.samples[y * from.width() + x]) + centre;
                numbers[to + x * shape.samples()] = (int) Math.max(least, Math.min(most, value));
            }
        }
    }
}
