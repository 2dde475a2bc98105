package org.sagittal.geometry.io.file;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * A file while it is being written, {@code .<name>.<digits>.part} beside its final place. It is locked as long as its writer lives, so a part that
 * is not locked was left by a process that was killed. Where a file system knows no locks nobody can tell, and parts are left alone.
 */
final class PartFile implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("\\..+\\.[0-9a-f]{1,16}\\.part");
    /** The first choice of digits, so that the next to write the same file finds what a killed one left. */
    private static final String USUAL_DIGITS = "0";
    /** Parts of this process, in real folders. The system's locks are its processes', and whoever opens and closes a file of its own gives its lock back. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private static final int MOST_TRIES = 100;

    private final Path part;
    private final FileChannel channel;
    private final AtomicBoolean moved;
    private final Unfinished unfinished;

    private PartFile(Path part, FileChannel channel, AtomicBoolean moved, Unfinished unfinished) {
        this.part = part;
        this.channel = channel;
        this.moved = moved;
        this.unfinished = unfinished;
    }

    /**
     * Creates and locks an empty part.
     *
     * @param whole the final place; the folder is there
     * @param made folders that were made for it, the deepest first; they go with the part if the process ends early
     */
    static PartFile create(Path whole, List<Path> made) throws IOException {
        Path folder = whole.getParent().toRealPath();
        String digits = USUAL_DIGITS;
        for (int i = 0; i < MOST_TRIES; i++) {
            Path part = folder.resolve("." + whole.getFileName() + "." + digits + ".part");
            if (OWN.add(part)) {
                PartFile created = null;
                try {
                    created = tryCreate(part, made);
                } finally {
                    if (created == null) {
                        OWN.remove(part);
                    }
                }
                if (created != null) {
                    return created;
                }
            }
            digits = Long.toHexString(ThreadLocalRandom.current().nextLong());
        }
        throw new IOException("others write the same file all the time; try again");
    }

    /** A new part that is not locked yet, and which file that is: another may have its name by the time it is locked. */
    private record Opened(Object key, FileChannel channel) {}

    /** Null if somebody else has it or takes it for a leftover. */
    private static PartFile tryCreate(Path part, List<Path> made) throws IOException {
        if (Files.exists(part) && !removeLeftover(part, false)) {
            return null;
        }
        AtomicReference<Opened> opened = new AtomicReference<>();
        AtomicBoolean moved = new AtomicBoolean();
        Unfinished unfinished;
        try {
            unfinished = Unfinished.make(
                    () -> {
                        opened.set(open(part));
                        moved.set(opened.get() == null); // it is not ours to remove
                    },
                    () -> {
                        if (!moved.get()) {
                            removeQuietly(part);
                            made.forEach(WholeFile::removeUnused);
                        }
                    });
        } catch (FileAlreadyExistsException e) {
            return null;
        }
        if (opened.get() == null) {
            unfinished.end();
            return null;
        }
        return locked(new PartFile(part, opened.get().channel, moved, unfinished), opened.get().key);
    }

    private static PartFile locked(PartFile created, Object key) throws IOException {
        try {
            if (created.lock(key)) {
                return created;
            }
            created.moved.set(true); // it is not ours to remove
        } catch (IOException | RuntimeException e) {
            created.close();
            throw e;
        }
        created.channel.close();
        created.unfinished.end();
        return null;
    }

    /** Null if another process took it for a leftover at once. The key is taken before the channel, so that one of a later file is another. */
    private static Opened open(Path part) throws IOException {
        Files.createFile(part);
        try {
            return new Opened(key(part), FileChannel.open(part, StandardOpenOption.WRITE));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            removeQuietly(part);
            throw e;
        }
    }

    private static Object key(Path file) throws IOException {
        return Optional.ofNullable(
                Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    }

    /** False if another process took it for a leftover before it was locked, though there may be a part of that name again. */
    private boolean lock(Object before) throws IOException {
        try {
            return locked() && before.equals(key(part)) && bytes() == 0;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private boolean locked() throws IOException {
        try {
            return channel.tryLock(FolderLock.LOCKED_BYTE, 1, false) != null;
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            // This file system has no locks; what would be safe without is not refused for that.
            return true;
        }
    }

    /**
     * Whether a name is one that parts have.
     *
     * @param file any path
     */
    static boolean isNamedLikeOne(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches();
    }

    /**
     * Removes a part if nobody is writing it any more.
     *
     * @param part in a real folder, see {@link Path#toRealPath}
     * @param alone whether the caller knows that no other process writes in this folder, where locks do not say so
     * @return whether it is gone; false also if another user may be writing it and does not let others look
     * @throws IOException if it cannot be deleted
     */
    static boolean removeAbandoned(Path part, boolean alone) throws IOException {
        if (!OWN.add(part)) {
            return false;
        }
        try {
            return removeLeftover(part, alone);
        } finally {
            OWN.remove(part);
        }
    }

    private static boolean removeLeftover(Path part, boolean alone) throws IOException {
        Object before = Files.exists(part) ? key(part) : part;
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            if (!free(channel, alone) || !before.equals(key(part))) {
                return false;
            }
            Files.deleteIfExists(part);
            return true;
        } catch (NoSuchFileException e) {
            return true;
        } catch (AccessDeniedException e) {
            // Another user's. Whoever may not lock it cannot tell whether it is being written, and has no need of its
            // name.
            return false;
        }
    }

    private static boolean free(FileChannel channel, boolean alone) throws IOException {
        try {
            return channel.tryLock(FolderLock.LOCKED_BYTE, 1, false) != null;
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            return alone;
        }
    }

    /** Buffered; closing it flushes and leaves the part open. */
    OutputStream out() {
        return new BufferedOutputStream(
                new FilterOutputStream(Channels.newOutputStream(channel)) {
                    @Override
                    public void write(byte[] bytes, int from, int length) throws IOException {
                        out.write(bytes, from, length);
                    }

                    @Override
                    public void close() throws IOException {
                        flush();
                    }
                },
                1 << 16);
    }

    /** Waits until the disk has the bytes. */
    void force() throws IOException {
        try {
            channel.force(true);
        } catch (ClosedByInterruptException e) {
            // Whoever cancels the work does not wait for the disk; the file is whole all the same.
            return;
        }
    }

    /** How much has been flushed into it. */
    long bytes() throws IOException {
        return Files.size(part);
    }

    /** Gives the part its final name. */
    void moveTo(Path whole) throws IOException {
        try {
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
        }
        moved.set(true);
    }

    /** Removes the part unless it was moved. */
    @Override
    public void close() throws IOException {
        if (!moved.get()) {
            removeQuietly(part);
        }
        unfinished.end();
        OWN.remove(part);
        channel.close();
    }

    private static void removeQuietly(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // The trouble that left the part behind is already on its way to the caller, and the next run in that
            // folder clears it away.
            return;
        }
    }
}
