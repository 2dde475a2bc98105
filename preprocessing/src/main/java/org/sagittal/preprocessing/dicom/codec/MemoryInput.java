package org.sagittal.preprocessing.dicom.codec;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import jj2000.j2k.io.RandomAccessIO;

/** Bytes in memory as the JPEG 2000 library wants to read them; it never writes. */
final class MemoryInput implements RandomAccessIO {
    private final ByteBuffer in;

    MemoryInput(byte[] bytes, int from) {
        this.in = ByteBuffer.wrap(bytes, from, bytes.length - from).slice();
    }

    private void need(int bytes) throws EOFException {
        if (in.remaining() < bytes) {
            throw new EOFException();
        }
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    @Override
    public int getPos() {
        return in.position();
    }

    @Override
    public int length() {
        return in.limit();
    }

    @Override
    public void seek(int position) throws IOException {
        if (position < 0 || position > in.limit()) {
            throw new EOFException();
        }
        in.position(position);
    }

    @Override
    public int read() throws IOException {
        need(1);
        return in.get() & 0xff;
    }

    @Override
    public void readFully(byte[] into, int offset, int count) throws IOException {
        need(count);
        in.get(into, offset, count);
    }

    @Override
    public byte readByte() throws IOException {
        need(1);
        return in.get();
    }

    @Override
    public int readUnsignedByte() throws IOException {
        return readByte() & 0xff;
    }

    @Override
    public short readShort() throws IOException {
        need(2);
        return in.getShort();
    }

    @Override
    public int readUnsignedShort() throws IOException {
        return readShort() & 0xffff;
    }

    @Override
    public int readInt() throws IOException {
        need(4);
        return in.getInt();
    }

    @Override
    public long readUnsignedInt() throws IOException {
        return readInt() & 0xffffffffL;
    }

    @Override
    public long readLong() throws IOException {
        need(8);
        return in.getLong();
    }

    @Override
    public float readFloat() throws IOException {
        return Float.intBitsToFloat(readInt());
    }

    @Override
    public double readDouble() throws IOException {
        return Double.longBitsToDouble(readLong());
    }

    @Override
    public int getByteOrdering() {
        return jj2000.j2k.io.EndianType.BIG_ENDIAN;
    }

    @Override
    public int skipBytes(int count) throws IOException {
        need(count);
        in.position(in.position() + count);
        return count;
    }

    @Override
    public void flush() {
        // Nothing is written.
    }

    @Override
    public void write(int value) {
        throw readOnly();
    }

    @Override
    public void writeByte(int value) {
        throw readOnly();
    }

    @Override
    public void writeShort(int value) {
        throw readOnly();
    }

    @Override
    public void writeInt(int value) {
        throw readOnly();
    }

    @Override
    public void writeLong(long value) {
        throw readOnly();
    }

    @Override
    public void writeFloat(float value) {
        throw readOnly();
    }

    @Override
    public void writeDouble(double value) {
        throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("a compressed picture is only read");
    }
}
