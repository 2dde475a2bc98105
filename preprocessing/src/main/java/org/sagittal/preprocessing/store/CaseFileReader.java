package org.sagittal.preprocessing.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;

/** Reads the footer of a case file and refuses a file that is cut short, damaged there, or of another version. */
final class CaseFileReader {
    private static final int MAX_FOOTER_BYTES = 1 << 26;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final FileChannel channel;

    private CaseFileReader(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** What is done with an open file. */
    @FunctionalInterface
    interface Use<T> {
        T with(FileChannel channel, CaseFooter footer) throws IOException;
    }

    /**
     * Opens a case file and checks its ends.
     *
     * @param file the file
     * @param use what to do while it is open
     * @return what {@code use} returns
     * @throws FormatException if it is no whole case file
     */
    static <T> T open(Path file, Use<T> use) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return use.with(channel, new CaseFileReader(file, channel).footer());
        } catch (NoSuchFileException e) {
            throw new FormatException(file, "there is no such case in the store", e);
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    private CaseFooter footer() throws IOException {
        long size = channel.size();
        if (size < CaseFileWriter.ALIGNMENT + CaseFileWriter.TRAILER_BYTES) {
            throw damaged("is cut short: " + size + " bytes are too few");
        }
        ByteBuffer start = bytes(0, CaseFileWriter.ALIGNMENT);
        if (start.getLong() != CaseFileWriter.START_MAGIC) {
            throw new FormatException(file, "is not a case of a store: it does not start with SAGCASE");
        }
        int version = start.getInt();
        if (version != CaseFileWriter.VERSION) {
            throw new FormatException(
                    file, "has version " + version + " and only version " + CaseFileWriter.VERSION + " is read");
        }
        ByteBuffer trailer = bytes(size - CaseFileWriter.TRAILER_BYTES, CaseFileWriter.TRAILER_BYTES);
        long offset = trailer.getLong();
        int length = trailer.getInt();
        int crc = trailer.getInt();
        long claimed = trailer.getLong();
        if (trailer.getLong() != CaseFileWriter.END_MAGIC || claimed != size) {
            throw damaged("is cut short or was added to: its end mark is missing");
        }
        if (length < 0 || length > MAX_FOOTER_BYTES || offset != size - CaseFileWriter.TRAILER_BYTES - length) {
            throw damaged("is damaged: its footer of " + length + " bytes does not fit");
        }
        byte[] json = bytes(offset, length).array();
        CRC32C actual = new CRC32C();
        actual.update(json);
        if ((int) actual.getValue() != crc) {
            throw damaged("is damaged: the checksum of its footer does not match");
        }
        return checked(parse(json), offset);
    }

    private CaseFooter parse(byte[] json) throws IOException {
        try {
            return CaseFooter.parse(JSON.readTree(json));
        } catch (IllegalArgumentException e) {
            throw new FormatException(file, "has a footer that contradicts itself: " + e.getMessage(), e);
        }
    }

    private CaseFooter checked(CaseFooter footer, long end) {
        long voxels = footer.grid().shape().voxels();
        long rows = footer.counts().stream().mapToLong(Integer::longValue).sum();
        for (CaseFooter.Section s : footer.sections()) {
            long expected = switch (s.name()) {
                case CaseFooter.DATA -> voxels * Float.BYTES;
                case CaseFooter.SEG, CaseFooter.PREVIOUS -> voxels * Short.BYTES;
                case CaseFooter.LOCATIONS -> rows * 3 * Integer.BYTES;
                default -> s.bytes();
            };
            if (s.bytes() != expected || s.offset() < 0 || s.offset() + s.bytes() > end) {
                throw damaged("is damaged: its section " + s.name() + " of " + s.bytes() + " bytes at " + s.offset()
                        + " does not fit");
            }
        }
        return footer;
    }

    private ByteBuffer bytes(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw damaged("is cut short");
            }
        }
        return buffer.flip();
    }

    private FormatException damaged(String problem) {
        return new FormatException(file, problem + "; preprocess the case again");
    }
}
