package org.sagittal.preprocessing.image2d;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.imaging.ImagingException;
import org.sagittal.geometry.io.FormatException;

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
        } catch (EOFException e) {
            throw new FormatException(file, "cannot be read: the file ends too early", e);
        } catch (ImagingException | RuntimeException e) {
            throw new FormatException(file, "is damaged or of a kind that is not read: " + reason(e), e);
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + reason(e), e);
        }
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
