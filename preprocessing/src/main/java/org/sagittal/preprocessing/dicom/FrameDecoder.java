package org.sagittal.preprocessing.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.sagittal.preprocessing.dicom.codec.Jpeg2000Codec;
import org.sagittal.preprocessing.dicom.codec.JpegCodec;
import org.sagittal.preprocessing.dicom.codec.JpegLsCodec;
import org.sagittal.preprocessing.dicom.codec.Picture;
import org.sagittal.preprocessing.dicom.codec.PictureShape;
import org.sagittal.preprocessing.dicom.codec.RleCodec;

/** Bytes of one frame -> its numbers, by the file's transfer syntax and photometric interpretation. */
final class FrameDecoder {
    private FrameDecoder() {}

    /** Numbers of shape (y, x, c). */
    static int[] decode(DicomFile file, FrameLayout layout, byte[] bytes) {
        TransferSyntax syntax = file.transferSyntax();
        PictureShape shape = new PictureShape(layout.rows(), layout.columns(), layout.samples());
        int[] numbers = switch (syntax.coding()) {
            case NATIVE -> NativeFrame.unpack(bytes, layout, syntax.bigEndian());
            case RLE -> stored(RleCodec.decode(bytes, shape, layout.sample().bitsAllocated() / 8), layout);
            case JPEG -> stored(JpegCodec.decode(bytes, shape), layout);
            case JPEG_LS -> stored(JpegLsCodec.decode(bytes, shape), layout);
            case JPEG_2000 -> own(Jpeg2000Codec.decode(bytes, shape), layout);
            case REFUSED -> throw new IllegalStateException("a refused transfer syntax must not come here");
        };
        return Colours.converted(numbers, file.dataset(), layout);
    }

    /** Numbers whose bits are those of a native frame. */
    private static int[] stored(Picture picture, FrameLayout layout) {
        int[] numbers = picture.numbers();
        SampleLayout sample = layout.sample();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = sample.number(numbers[i]);
        }
        return numbers;
    }

    /** JPEG 2000 knows bits and signs itself; only a sign that the data set alone knows is added. */
    private static int[] own(Picture picture, FrameLayout layout) {
        int[] numbers = picture.numbers();
        if (layout.sample().signed() && !picture.signed()) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = SampleLayout.extended(numbers[i], picture.bits(), true);
            }
        }
        return numbers;
    }

    static void floating(DicomFile file, FrameLayout layout, byte[] bytes, double[] into) {
        ByteOrder order = file.transferSyntax().bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ByteBuffer in = ByteBuffer.wrap(bytes).order(order);
        for (int i = 0; i < layout.numbers(); i++) {
            into[i] = layout.sample().bitsAllocated() == 32 ? in.getFloat() : in.getDouble();
        }
    }

    /** Bits moved towards the first byte's lowest. */
    static byte[] shifted(byte[] bytes, int bits) {
        if (bits == 0) {
            return bytes;
        }
        byte[] moved = new byte[bytes.length];
        for (int i = 0; i < moved.length; i++) {
            int next = i + 1 < bytes.length ? bytes[i + 1] & 0xff : 0;
            moved[i] = (byte) ((bytes[i] & 0xff) >> bits | next << (8 - bits));
        }
        return moved;
    }
}
