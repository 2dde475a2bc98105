package org.sagittal.geometry.io.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** Words for what the operating system or a decoder says about a file. */
public final class FileTrouble {
    private FileTrouble() {}

    /**
     * Puts an exception's cause into words.
     *
     * @param e what was thrown while reading or writing
     * @return a clause without the path, never empty
     */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "access is denied";
        }
        if (e instanceof NotDirectoryException) {
            return "it is no folder";
        }
        if (e instanceof EOFException) {
            return "the file ends too early";
        }
        if (e instanceof ZipException) {
            return "the compressed data is damaged (" + e.getMessage() + ")";
        }
        if (e instanceof FileAlreadyExistsException trouble) {
            return trouble.getFile() + " is in the way";
        }
        if (e instanceof FileSystemException trouble && belowAFile(trouble.getFile())) {
            return "a part of its path is a file and no folder";
        }
        boolean told = e instanceof FileSystemException trouble && trouble.getReason() != null;
        String said = told ? ((FileSystemException) e).getReason() : e.getMessage();
        if (said == null) {
            return e.getClass().getSimpleName();
        }
        return said.equals(OfAFolder.SAID) ? "it is a folder" : said;
    }

    /** Asked of the disk and not of the message, whose words are another in every language. */
    private static boolean belowAFile(String path) {
        try {
            Path above = path == null ? null : Path.of(path).toAbsolutePath().getParent();
            while (above != null && !Files.exists(above)) {
                above = above.getParent();
            }
            return above != null && !Files.isDirectory(above);
        } catch (InvalidPathException e) {
            return false; // of another file system
        }
    }

    /** What the operating system says, in the language of its user, to whoever reads a folder as if it were a file. */
    private static final class OfAFolder {
        static final String SAID = said();

        private static String said() {
            Path root = FileSystems.getDefault().getRootDirectories().iterator().next();
            try (InputStream in = Files.newInputStream(root)) {
                return "read " + in.read();
            } catch (IOException e) {
                return String.valueOf(e.getMessage());
            }
        }
    }
}
