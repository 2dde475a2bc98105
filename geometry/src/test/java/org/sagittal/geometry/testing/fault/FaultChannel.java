package org.sagittal.geometry.testing.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A channel whose reads, writes and forces are counted, and may fail or be cut short. What is mapped is read past it. */
final class FaultChannel extends FileChannel {
    private final Faults faults;
    private final Path path;
    private final FileChannel real;
    private boolean ended;

    FaultChannel(Faults faults, Path path, FileChannel real) {
        this.faults = faults;
        this.path = path;
        this.real = real;
    }

    /** How one call reads or writes a buffer. */
    @FunctionalInterface
    private interface Transfer {
        int of(ByteBuffer bytes) throws IOException;
    }

    private int read(ByteBuffer into, Transfer transfer) throws IOException {
        if (ended) {
            return -1;
        }
        if (!faults.count(Faults.Act.READ, path)) {
            return transfer.of(into);
        }
        ended = true;
        int half = into.remaining() / 2;
        if (half == 0) {
            return -1;
        }
        int limit = into.limit();
        into.limit(into.position() + half);
        try {
            return transfer.of(into);
        } finally {
            into.limit(limit);
        }
    }

    private int write(ByteBuffer from, Transfer transfer) throws IOException {
        faults.written(path);
        if (!faults.count(Faults.Act.WRITE, path)) {
            return transfer.of(from);
        }
        from.limit(from.position() + from.remaining() / 2);
        transfer.of(from);
        throw new FileSystemException(path.toString(), null, Faults.SAID);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return read(into, real::read);
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        return read(into, bytes -> real.read(bytes, position));
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            if (into[i].hasRemaining()) {
                return read(into[i]);
            }
        }
        return 0;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return write(from, real::write);
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
        return write(from, bytes -> real.write(bytes, position));
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            if (from[i].hasRemaining()) {
                return write(from[i]);
            }
        }
        return 0;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        faults.count(Faults.Act.FORCE, path);
        real.force(metaData);
        faults.forced(path);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        faults.count(Faults.Act.READ, path);
        return real.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        faults.written(path);
        faults.count(Faults.Act.WRITE, path);
        return real.transferFrom(source, position, count);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        faults.count(Faults.Act.WRITE, path);
        real.truncate(size);
        return this;
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        faults.count(Faults.Act.READ, path);
        return real.map(mode, position, size);
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        real.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return real.size();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return real.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        faults.look(Faults.Act.LOCK, path);
        return real.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        real.close();
    }
}
