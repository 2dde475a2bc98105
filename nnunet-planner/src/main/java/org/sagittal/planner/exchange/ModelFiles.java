package org.sagittal.planner.exchange;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sagittal.geometry.io.file.FormatException;

/** The files of a model, wherever they lie: names relative to the folder or zip that was given, with forward slashes. */
interface ModelFiles extends AutoCloseable {
    /**
     * Opens a folder or a zip.
     *
     * @param path what a user calls the model
     * @return its files, to be closed
     * @throws FormatException if it is neither, or a zip that is not to be trusted
     */
    static ModelFiles open(Path path) {
        if (Files.isDirectory(path)) {
            return FolderFiles.open(path);
        }
        if (!Files.exists(path)) {
            throw new FormatException(path, "there is no such model folder or zip");
        }
        return ZipFiles.open(path);
    }

    /** What was opened, for messages. */
    Path origin();

    /** All names, in order. */
    List<String> names();

    /**
     * One small file.
     *
     * @param name one of {@link #names()}
     * @param mostBytes the longest to accept
     */
    byte[] read(String name, long mostBytes);

    /** A file on the disk with the contents of an entry, until the next one is asked for or this is closed. */
    Path onDisk(String name);

    @Override
    void close();
}
