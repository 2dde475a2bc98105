package org.sagittal.geometry.io.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The right to write into a folder, held by one process at a time. It is a lock of the operating system on the file {@value #NAME} in the
 * folder, so the lock of a process that died blocks nobody, however it died. The file says who holds it: its process id and since when.
 * Where a file system knows no locks the folder is taken without one.
 *
 * <p>Whoever takes a folder is alone in it, so the half-written files that a killed process left there are removed.
 */
public final class FolderLock implements AutoCloseable {
    /** The file that is locked; it is gone again once the lock is given back. */
    public static final String NAME = ".sagittal.lock";

    /**
     * Folders taken by this process. The system's locks are its processes', and closing any channel of a locked file gives the lock back, so
     * a second thread may not even open the file.
     */
    private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();
    /** Far behind the text: Windows does not let others read what is locked. */
    static final long LOCKED_BYTE = 1L << 40;

    private static final int MOST_TRIES = 100;

    private final Path folder;
    private final Path file;
    private final FileChannel channel;
    private final List<Path> made;
    private final Unfinished unfinished;

    private FolderLock(Path folder, FileChannel channel, List<Path> made, Unfinished unfinished) {
        this.folder = folder;
        this.file = folder.resolve(NAME);
        this.channel = channel;
        this.made = made;
        this.unfinished = unfinished;
    }

    /**
     * Takes a folder.
     *
     * @param folder made if absent
     * @return the lock, to be given back
     * @throws FolderInUseException if another process, or another thread of this one, has it
     * @throws FormatException if the folder cannot be written
     */
    public static FolderLock take(Path folder) {
        Path whole = folder.toAbsolutePath().normalize();
        List<Path> made = WholeFile.missingFolders(whole.resolve(NAME));
        try {
            Files.createDirectories(whole);
            return take(whole.toRealPath(), folder, made);
        } catch (ClosedByInterruptException e) {
            made.forEach(WholeFile::removeUnused);
            throw new CancellationException("cancelled while taking " + folder);
        } catch (CancellationException e) {
            made.forEach(WholeFile::removeUnused);
            throw e;
        } catch (IOException e) {
            made.forEach(WholeFile::removeUnused);
            throw new FormatException(folder, "cannot be written: " + FileTrouble.reason(e), e);
        }
    }

    private static FolderLock take(Path real, Path asked, List<Path> made) throws IOException {
        if (!TAKEN.add(real)) {
            throw new FolderInUseException(asked, "this very process");
        }
        FolderLock lock;
        try {
            lock = takeFree(real, asked, made);
        } catch (IOException | RuntimeException e) {
            TAKEN.remove(real);
            throw e;
        }
        try {
            WholeFile.removeAbandoned(real, true);
            return lock;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static FolderLock takeFree(Path real, Path asked, List<Path> made) throws IOException {
        AtomicReference<FileChannel> locked = new AtomicReference<>();
        Unfinished unfinished = Unfinished.make(() -> locked.set(lock(real, asked)), () -> {
            if (locked.get() != null) {
                WholeFile.removeUnused(real.resolve(NAME));
                made.forEach(WholeFile::removeUnused);
            }
        });
        return new FolderLock(real, locked.get(), made, unfinished);
    }

    /** Locks the file, and again if it is not the one of that name any more: whoever had it deletes it on leaving. */
    private static FileChannel lock(Path folder, Path asked) throws IOException {
        Path file = folder.resolve(NAME);
        for (int i = 0; i < MOST_TRIES; i++) {
            create(file);
            Object before = key(file);
            FileChannel channel = open(file);
            boolean held = false;
            boolean kept = false;
            try {
                if (!locked(channel)) {
                    throw new FolderInUseException(asked, owner(file));
                }
                held = Objects.equals(before, key(file));
                if (held) {
                    sign(channel);
                    kept = true;
                    return channel;
                }
            } finally {
                if (!kept) {
                    if (held) {
                        WholeFile.removeUnused(file); // whoever is cancelled cannot sign it
                    }
                    channel.close();
                }
            }
        }
        throw new IOException("others take and leave it all the time; try again");
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // It is someone's, or was left by a process that died.
            return;
        }
    }

    private static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (AccessDeniedException e) {
            if (!Files.isWritable(file.getParent())) {
                throw e; // the folder itself is the trouble
            }
            throw new FormatException(
                    file,
                    "is the lock of " + owner(file) + ", of another user, and cannot be opened: access is denied; wait "
                            + "until that process has ended, then remove the file if it is still there",
                    e);
        }
    }

    private static Object key(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return e;
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false) != null;
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            // This file system has no locks; work that would be safe without is not refused for that.
            return true;
        }
    }

    private static void sign(FileChannel channel) throws IOException {
        String text = "process " + ProcessHandle.current().pid() + " since "
                + Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ') + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String owner(Path file) {
        try {
            String text = Files.readString(file).strip();
            return text.matches("process \\d+ since [-0-9:. Z]{10,30}") ? text : "another process";
        } catch (IOException e) {
            return "another process";
        }
    }

    /**
     * Does something to a folder that was taken with a lock and left by a process that died. Meanwhile nobody else can take it.
     *
     * @param folder a real folder, see {@link Path#toRealPath}
     * @param work what to do; it may remove the lock's file too
     * @return false, and nothing is done, if the folder is somebody's or was never taken, and where the lock cannot tell
     * @throws ClosedByInterruptException if this is cancelled
     */
    static boolean ifAbandoned(Path folder, Consumer<Path> work) throws ClosedByInterruptException {
        if (!TAKEN.add(folder)) {
            return false;
        }
        Path file = folder.resolve(NAME);
        try {
            Object before = key(file);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                if (channel.tryLock(LOCKED_BYTE, 1, false) == null || !Objects.equals(before, key(file))) {
                    return false;
                }
                work.accept(folder);
                return true;
            }
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (OverlappingFileLockException | IOException e) {
            // There is none, it is another user's, or this file system has no locks: nobody can tell.
            return false;
        } finally {
            TAKEN.remove(folder);
        }
    }

    /** Gives the folder back; one that was made for this lock and holds nothing goes again. */
    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // A lock file that stays is no lock: the system's ends with the channel.
            return;
        } finally {
            unfinished.end();
            TAKEN.remove(folder);
        }
        made.forEach(WholeFile::removeUnused);
    }
}
