package org.sagittal.geometry.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartFileTest {
    @TempDir
    private Path folder;

    /** Writes one file, waits in the middle, and abandons everything if it is told so. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            WholeFile.write(Path.of(arguments[0]), out -> {
                out.write(new byte[100_000]);
                StagedFolders.in(Path.of(arguments[1])).folder("staged");
                FolderLock.take(Path.of(arguments[1]).resolve("taken"));
                System.out.println("writing");
                System.in.read();
                WholeFile.abandonAll();
                try {
                    FolderLock.take(Path.of(arguments[1]).resolve("late/folder"));
                } catch (CancellationException e) {
                    System.out.println("cancelled");
                }
                try {
                    WholeFile.write(Path.of(arguments[0]).resolveSibling("more"), more -> {});
                } catch (CancellationException e) {
                    Runtime.getRuntime().halt(3);
                }
            });
        }
    }

    private Process write(String name) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.resolve(name).toString(),
                        folder.resolve("more/folders").toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        assertThat(said.readLine()).isEqualTo("writing");
        return process;
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void whatALivingProcessWritesStaysAndWhatAKilledOneLeftGoesWithTheNextWrite() throws Exception {
        Process writer = write("a");
        try {
            WholeFile.write(folder.resolve("a"), out -> out.write(1));
            WholeFile.removeAbandoned(folder);
            assertThat(folder.toFile().list()).containsExactlyInAnyOrder(".a.0.part", "a", "more");
        } finally {
            kill(writer);
        }
        WholeFile.write(folder.resolve("b"), out -> out.write(1));
        assertThat(folder.resolve(".a.0.part")).exists();
        WholeFile.write(folder.resolve("a"), out -> out.write(2));
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a", "b", "more");
        assertThat(folder.resolve("a")).hasBinaryContent(new byte[] {2});
    }

    @Test
    void aFolderIsClearedOfWhatKilledProcessesLeft() throws Exception {
        kill(write("a"));
        assertThat(folder.resolve(".a.0.part")).exists();
        WholeFile.removeAbandoned(folder);
        assertThat(folder.toFile().list()).containsExactly("more");
    }

    @Test
    void aProcessThatIsToEndLeavesNothingAndBeginsNothing() throws Exception {
        Process writer = write("a");
        writer.getOutputStream().write('\n');
        writer.getOutputStream().flush();
        assertThat(writer.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(writer.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("cancelled");
        assertThat(writer.exitValue()).isEqualTo(3);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void twoAtOnceWriteTwoPartsAndTheLaterMoveWins() {
        WholeFile.write(folder.resolve("a"), outer -> {
            outer.write(1);
            WholeFile.write(folder.resolve("../" + folder.getFileName() + "/a"), inner -> inner.write(2));
            assertThat(folder.toFile().list()).containsExactlyInAnyOrder(".a.0.part", "a");
        });
        assertThat(folder.resolve("a")).hasBinaryContent(new byte[] {1});
        assertThat(folder.toFile().list()).containsExactly("a");
    }

    @Test
    void contentThatClosesItsStreamIsForcedAndMovedAllTheSame() {
        WholeFile.write(folder.resolve("a"), out -> {
            out.write(1);
            out.close();
        });
        assertThat(folder.resolve("a")).hasBinaryContent(new byte[] {1});
        assertThatThrownBy(() -> WholeFile.write(folder.resolve("b"), out -> {
                    throw new IOException("no more");
                }))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("no more");
        assertThat(List.of(folder.toFile().list())).containsExactly("a");
    }
}
