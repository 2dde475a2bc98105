package org.sagittal.geometry.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.testing.fault.Faults;

class FolderLockTest {
    @TempDir
    private Path folder;

    /** Holds a folder until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            FolderLock.take(Path.of(arguments[0]));
            System.out.println("taken");
            System.in.read();
        }
    }

    static Process hold(Path folder) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        assertThat(said.readLine()).isEqualTo("taken");
        return process;
    }

    @Test
    void theSecondOfTwoThreadsIsToldAndTheFirstKeepsIt() {
        try (FolderLock first = FolderLock.take(folder)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> FolderLock.take(folder.resolve("../" + folder.getFileName())))
                        .isInstanceOf(FolderInUseException.class)
                        .hasMessageContaining("is in use by this very process; wait for it");
            }
        }
        FolderLock.take(folder).close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anotherProcessIsNamedAndBlocksNobodyOnceItIsDead() throws Exception {
        Process holder = hold(folder);
        try {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> FolderLock.take(folder))
                        .isInstanceOf(FolderInUseException.class)
                        .hasMessageContaining(folder + ": is in use by process " + holder.pid() + " since 20");
            }
        } finally {
            holder.destroyForcibly();
            assertThat(holder.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(folder.resolve(FolderLock.NAME)).exists();
        FolderLock.take(folder).close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void partsOfAKilledRunGoAndOtherFilesStay() throws IOException {
        Files.writeString(folder.resolve(".label.nii.gz.7f3a.part"), "half");
        Files.writeString(folder.resolve(".mine"), "");
        Files.writeString(folder.resolve("a.part"), "");
        FolderLock.take(folder).close();
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder(".mine", "a.part");
    }

    @Test
    void foldersMadeForNothingGoAgain() throws IOException {
        Path deep = folder.resolve("a/b");
        FolderLock.take(deep).close();
        assertThat(folder).isEmptyDirectory();
        try (FolderLock alone = FolderLock.take(deep)) {
            Files.writeString(deep.resolve("x"), "");
        }
        assertThat(deep.toFile().list()).containsExactly("x");
        assertThatThrownBy(() -> FolderLock.take(deep.resolve("x")))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("cannot be written");
    }

    @Test
    void aCancelledTakeLeavesNoFolders() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> FolderLock.take(folder.resolve("a/b"))).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anotherUsersLockIsNamed() throws IOException {
        Path lock = Files.writeString(folder.resolve(FolderLock.NAME), "process 77 since 2026-01-31 12:00:00Z\n");
        AtomicInteger opened = new AtomicInteger();
        Faults faults = new Faults();
        faults.show((act, path) -> {
            // Tried to be made, found there, opened, read.
            if (act == Faults.Act.OPEN && path.equals(lock) && opened.incrementAndGet() == 2) {
                throw new AccessDeniedException(path.toString());
            }
        });
        assertThatThrownBy(() -> FolderLock.take(faults.over(folder)))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith(
                        lock + ": is the lock of process 77 since 2026-01-31 12:00:00Z, of another user");
        FolderLock.take(faults.over(folder)).close();
        assertThat(folder).isEmptyDirectory();
    }
}
