package org.sagittal.preprocessing.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.sagittal.geometry.io.FormatException;

/** Bytes of one frame -> its numbers, by the file's transfer syntax and photometric interpretation. */
final class FrameDecoder {
    private FrameDecoder() {}

    /** Numbers of shape (y, x, c). */
    static int[] decode(DicomFile file, FrameLayout layout, byte[] bytes) {
        if (file.transferSyntax().coding() != TransferSyntax.Coding.NATIVE) {
            throw new FormatException(file.path(), "is not decoded yet");
        }
        return NativeFrame.unpack(bytes, layout, file.transferSyntax().bigEndian());
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
