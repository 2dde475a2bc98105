package org.sagittal.geometry.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
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
        boolean told = e instanceof FileSystemException trouble && trouble.getReason() != null;
        return inWords(told ? ((FileSystemException) e).getReason() : e.getMessage(), e);
    }

    private static String inWords(String said, IOException e) {
        if (said == null) {
            return e.getClass().getSimpleName();
        }
        return switch (said) {
            case "Is a directory" -> "it is a folder";
            case "Not a directory" -> "a part of its path is a file and no folder";
            default -> said;
        };
    }
}
