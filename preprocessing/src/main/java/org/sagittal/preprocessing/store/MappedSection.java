package org.sagittal.preprocessing.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * A section of a case file in memory: element position -> value. A section may pass 2 GiB; it is mapped in windows that overlap by more
 * than a chunk, so that a chunk never lies in two.
 */
final class MappedSection {
    private static final int WINDOW_BITS = 30;
    private static final int OVERLAP_BYTES = 1 << 20;

    private final CaseFooter.Section section;
    private final int windowBits;
    private final ByteBuffer[] windows;

    private MappedSection(CaseFooter.Section section, int windowBits, ByteBuffer[] windows) {
        this.section = section;
        this.windowBits = windowBits;
        this.windows = windows;
    }

    static MappedSection map(FileChannel channel, CaseFooter.Section section) throws IOException {
        return map(channel, section, WINDOW_BITS, OVERLAP_BYTES);
    }

    /** The same with windows of another size, so that a test need not write gigabytes. */
    static MappedSection map(FileChannel channel, CaseFooter.Section section, int windowBits, int overlapBytes)
            throws IOException {
        int count = (int) (section.bytes() >> windowBits) + 1;
        ByteBuffer[] windows = new ByteBuffer[count];
        for (int i = 0; i < count; i++) {
            long start = (long) i << windowBits;
            long length = Math.min(section.bytes() - start, (1L << windowBits) + overlapBytes);
            windows[i] = channel.map(FileChannel.MapMode.READ_ONLY, section.offset() + start, length)
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
        return new MappedSection(section, windowBits, windows);
    }

    /** Bytes of the window that holds a chunk whole, and where the chunk starts in it. */
    FloatBuffer floatsAt(long element) {
        return window(element * Float.BYTES).asFloatBuffer();
    }

    ShortBuffer shortsAt(long element) {
        return window(element * Short.BYTES).asShortBuffer();
    }

    private ByteBuffer window(long at) {
        ByteBuffer window = windows[(int) (at >> windowBits)];
        int start = (int) (at & (1L << windowBits) - 1);
        return window.slice(start, window.capacity() - start).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** All elements of a section of int32. */
    int[] integers() {
        int[] values = new int[Math.toIntExact(section.bytes() / Integer.BYTES)];
        windows[0].duplicate().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(values);
        return values;
    }

    /** Whether the bytes are those that were written. */
    boolean intact() {
        CRC32C crc = new CRC32C();
        for (int i = 0; i < windows.length; i++) {
            long left = section.bytes() - ((long) i << windowBits);
            crc.update(windows[i].slice(0, (int) Math.min(left, 1L << windowBits)));
        }
        return crc.getValue() == section.crc32c();
    }

    String name() {
        return section.name();
    }
}
