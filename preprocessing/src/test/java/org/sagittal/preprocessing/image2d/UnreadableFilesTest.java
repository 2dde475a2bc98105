package org.sagittal.preprocessing.image2d;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.testing.fault.Faults;

/** What keeps a file from being read is said in words, and its path once. */
class UnreadableFilesTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void file() throws IOException {
        file = Files.writeString(folder.resolve("a.tif"), "a");
    }

    private void assertReason(Decoding.Work<Object> work, String reason) {
        assertThatThrownBy(() -> Decoding.of(file, work))
                .isInstanceOf(FormatException.class)
                .hasMessage(file + ": cannot be read: " + reason);
    }

    @Test
    void decodersSayWhyInWords() {
        assertReason(
                () -> {
                    throw new AccessDeniedException(file.toString());
                },
                "access is denied");
        assertReason(
                () -> {
                    throw new FileNotFoundException(file + " (Too many open files)");
                },
                "Too many open files");
        assertReason(
                () -> {
                    throw new IOException();
                },
                "IOException");
        assertReason(
                () -> {
                    Files.delete(file);
                    return new RandomAccessFile(file.toFile(), "r");
                },
                "there is no such file");
    }

    @Test
    void aSpacingSidecarSaysWhyInWords() throws IOException {
        Files.writeString(folder.resolve("a.json"), "{\"spacing\": [1, 2, 3]}");
        Faults faults = new Faults();
        Path sidecar = faults.over(folder.resolve("a.json"));
        faults.plan(Faults.Manner.FAIL, 1);
        assertThatThrownBy(() -> SpacingSidecar.read(sidecar))
                .isInstanceOf(FormatException.class)
                .hasMessage(sidecar + ": cannot be read: No space left on device");
    }
}
