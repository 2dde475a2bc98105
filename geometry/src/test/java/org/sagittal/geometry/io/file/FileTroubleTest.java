package org.sagittal.geometry.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileTroubleTest {
    static Stream<Arguments> troubles() {
        return Stream.of(
                Arguments.of(new NoSuchFileException("a.nii"), "there is no such file"),
                Arguments.of(new AccessDeniedException("a.nii"), "access is denied"),
                Arguments.of(new NotDirectoryException("a.nii"), "it is no folder"),
                Arguments.of(new FileAlreadyExistsException("notes.txt"), "notes.txt is in the way"),
                Arguments.of(new EOFException(), "the file ends too early"),
                Arguments.of(new ZipException("bad header"), "the compressed data is damaged (bad header)"),
                Arguments.of(
                        new FileSystemException("a.nii", null, "No space left on device"), "No space left on device"),
                Arguments.of(new IOException("Stale file handle"), "Stale file handle"),
                Arguments.of(new IOException(), "IOException"));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void saysWhatHappenedWithoutThePath(IOException trouble, String reason) {
        assertThat(FileTrouble.reason(trouble)).isEqualTo(reason);
    }

    @Test
    void aFolderWhereAFileIsExpected(@TempDir Path folder) {
        IOException trouble = catchThrowableOfType(IOException.class, () -> Files.readAllBytes(folder));
        assertThat(FileTrouble.reason(trouble)).isEqualTo("it is a folder");
        trouble = catchThrowableOfType(
                IOException.class, () -> Files.newOutputStream(folder).close());
        assertThat(FileTrouble.reason(trouble)).isEqualTo("it is a folder");
    }

    @Test
    void aFileWhereAFolderIsExpectedWhateverLanguageTheSystemSpeaks(@TempDir Path folder) throws IOException {
        Path below = Files.createFile(folder.resolve("file")).resolve("a/b");
        IOException trouble = catchThrowableOfType(IOException.class, () -> Files.readAllBytes(below));
        assertThat(FileTrouble.reason(trouble)).isEqualTo("a part of its path is a file and no folder");
        trouble = new FileSystemException(below.toString(), null, "Ist kein Verzeichnis");
        assertThat(FileTrouble.reason(trouble)).isEqualTo("a part of its path is a file and no folder");
    }
}
