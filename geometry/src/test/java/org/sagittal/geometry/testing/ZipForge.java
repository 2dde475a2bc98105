package org.sagittal.geometry.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Assembles zips field by field, good ones and ones that lie. */
public final class ZipForge {
    private final List<Entry> entries = new ArrayList<>();

    /** One entry; every field may be changed before the zip is made. */
    public static final class Entry {
        public byte[] name;
        public byte[] localName;
        public byte[] packed;
        public int method;
        public int flags;
        public long crc;
        public long bytes;
        public long statedPacked;
        public Long localBytes;
        public int mode;
        public Long headerAt;
        public boolean descriptor;
        public boolean wide;

        /** Whether the entry takes the place of no bytes of its own: it only stands in the directory. */
        public boolean directoryOnly;
    }

    /** Adds an entry with truthful fields. */
    public Entry add(String name, byte[] data, boolean deflated) {
        Entry entry = new Entry();
        entry.name = name.getBytes(StandardCharsets.UTF_8);
        entry.packed = deflated ? deflate(data) : data;
        entry.method = deflated ? 8 : 0;
        CRC32 sum = new CRC32();
        sum.update(data);
        entry.crc = sum.getValue();
        entry.bytes = data.length;
        entry.statedPacked = entry.packed.length;
        entries.add(entry);
        return entry;
    }

    /** Adds a stored entry. */
    public ZipForge with(String name, byte[] data) {
        add(name, data, false);
        return this;
    }

    /** The raw deflate stream of some bytes. */
    public static byte[] deflate(byte[] data) {
        Deflater deflater = new Deflater(data.length > 1 << 20 ? 1 : 9, true);
        deflater.setInput(data);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[1 << 16];
        while (!deflater.finished()) {
            out.write(chunk, 0, deflater.deflate(chunk));
        }
        deflater.end();
        return out.toByteArray();
    }

    /** The zip. */
    public byte[] bytes() {
        return bytes(false, "");
    }

    /**
     * The zip.
     *
     * @param wide with a zip64 end
     * @param comment the zip's comment
     */
    public byte[] bytes(boolean wide, String comment) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long[] at = new long[entries.size()];
        for (int i = 0; i < at.length; i++) {
            at[i] = out.size();
            if (!entries.get(i).directoryOnly) {
                out.writeBytes(local(entries.get(i)));
            }
        }
        long directoryAt = out.size();
        for (int i = 0; i < at.length; i++) {
            out.writeBytes(central(entries.get(i), at[i]));
        }
        long directoryBytes = out.size() - directoryAt;
        if (wide) {
            long wideAt = out.size();
            ByteBuffer end = buffer(76);
            end.putInt(0x06064b50)
                    .putLong(44)
                    .putShort((short) 45)
                    .putShort((short) 45)
                    .putInt(0)
                    .putInt(0);
            end.putLong(at.length).putLong(at.length).putLong(directoryBytes).putLong(directoryAt);
            end.putInt(0x07064b50).putInt(0).putLong(wideAt).putInt(1);
            out.writeBytes(end.array());
        }
        out.writeBytes(end(wide ? 0xffff : at.length, wide ? -1 : directoryBytes, wide ? -1 : directoryAt, comment));
        return out.toByteArray();
    }

    /** An end record of whatever fields. */
    public static byte[] end(int count, long directoryBytes, long directoryAt, String comment) {
        byte[] words = comment.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer end = buffer(22 + words.length);
        end.putInt(0x06054b50).putInt(0).putShort((short) count).putShort((short) count);
        end.putInt((int) directoryBytes)
                .putInt((int) directoryAt)
                .putShort((short) words.length)
                .put(words);
        return end.array();
    }

    private static byte[] local(Entry entry) {
        byte[] name = entry.localName == null ? entry.name : entry.localName;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer header = buffer(30 + name.length + (entry.wide ? 20 : 0));
        header.putInt(0x04034b50).putShort((short) 20).putShort((short) (entry.flags | (entry.descriptor ? 8 : 0)));
        header.putShort((short) entry.method).putInt(0);
        header.putInt(entry.descriptor ? 0 : (int) entry.crc);
        long bytes = entry.localBytes == null ? entry.bytes : entry.localBytes;
        header.putInt(entry.descriptor ? 0 : entry.wide ? -1 : (int) entry.statedPacked);
        header.putInt(entry.descriptor ? 0 : entry.wide ? -1 : (int) bytes);
        header.putShort((short) name.length)
                .putShort((short) (entry.wide ? 20 : 0))
                .put(name);
        if (entry.wide) {
            header.putShort((short) 1).putShort((short) 16).putLong(bytes).putLong(entry.statedPacked);
        }
        out.writeBytes(header.array());
        out.writeBytes(entry.packed);
        if (entry.descriptor) {
            ByteBuffer after = buffer(16).putInt(0x08074b50).putInt((int) entry.crc);
            out.writeBytes(after.putInt((int) entry.statedPacked)
                    .putInt((int) entry.bytes)
                    .array());
        }
        return out.toByteArray();
    }

    private static byte[] central(Entry entry, long at) {
        ByteBuffer header = buffer(46 + entry.name.length + (entry.wide ? 28 : 0));
        header.putInt(0x02014b50).putShort((short) (3 << 8 | 20)).putShort((short) 20);
        header.putShort((short) (entry.flags | (entry.descriptor ? 8 : 0)))
                .putShort((short) entry.method)
                .putInt(0);
        header.putInt((int) entry.crc);
        header.putInt(entry.wide ? -1 : (int) entry.statedPacked).putInt(entry.wide ? -1 : (int) entry.bytes);
        header.putShort((short) entry.name.length)
                .putShort((short) (entry.wide ? 28 : 0))
                .putShort((short) 0);
        header.putShort((short) 0).putShort((short) 0).putInt(entry.mode << 16);
        long headerAt = entry.headerAt == null ? at : entry.headerAt;
        header.putInt(entry.wide ? -1 : (int) headerAt).put(entry.name);
        if (entry.wide) {
            header.putShort((short) 1).putShort((short) 24);
            header.putLong(entry.bytes).putLong(entry.statedPacked).putLong(headerAt);
        }
        return header.array();
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
