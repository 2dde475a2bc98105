package org.sagittal.preprocessing.image2d;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.commons.imaging.ImagingException;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;

/** Decoders of others meet damaged files with whatever comes first; here it becomes one sentence. */
final class Decoding {
    private Decoding() {}

    /** A decoder's work. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    static <T> T of(Path file, Work<T> work) {
        if (!Files.isRegularFile(file)) {
            throw new FormatException(file, Files.exists(file) ? "is no file" : "there is no such file");
        }
        try {
            return work.run();
        } catch (FormatException e) {
            throw e;
        } catch (ImagingException | RuntimeException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new FormatException(file, "is damaged or of a kind that is not read: " + reason, e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The refusal of a file whose bytes cannot be had. */
    static FormatException unreadable(Path file, IOException e) {
        return new FormatException(file, "cannot be read: " + reason(file, e), e);
    }

    private static String reason(Path file, IOException e) {
        if (!(e instanceof FileNotFoundException)) {
            return FileTrouble.reason(e);
        }
        if (!Files.isReadable(file)) {
            String name = file.toString();
            return FileTrouble.reason(
                    Files.exists(file) ? new AccessDeniedException(name) : new NoSuchFileException(name));
        }
        // java.io throws this for whatever keeps a file closed, as its path and the system's words in brackets.
        String said = FileTrouble.reason(e);
        String start = file + " (";
        boolean bracketed = said.startsWith(start) && said.endsWith(")");
        return bracketed ? said.substring(start.length(), said.length() - 1) : said;
    }
}
