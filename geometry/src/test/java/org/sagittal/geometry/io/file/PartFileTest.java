package org.sagittal.geometry.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sagittal.geometry.testing.fault.Faults;

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

    private Faults beside(String left) throws IOException {
        Files.writeString(folder.resolve(".a.0.part"), left);
        return new Faults();
    }

    @Test
    void anotherUsersPartStopsNeitherAWriteNorAClearing() throws IOException {
        Faults faults = beside("another user's");
        faults.show((act, path) -> {
            if (act == Faults.Act.OPEN && path.endsWith(".a.0.part")) {
                throw new AccessDeniedException(path.toString());
            }
        });
        WholeFile.write(faults.over(folder.resolve("a")), out -> out.write(1));
        WholeFile.removeAbandoned(faults.over(folder));
        FolderLock.take(faults.over(folder)).close();
        assertThat(folder.resolve("a")).hasBinaryContent(new byte[] {1});
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder(".a.0.part", "a");
    }

    /** The acts on a new part, by what is done and for which time: between any two another process may take the part for a leftover. */
    @ParameterizedTest
    @CsvSource({"LOOK, 1", "OPEN, 2", "LOCK, 1", "LOOK, 2"})
    void aPartThatAnotherProcessTakesForALeftoverIsNotOurs(Faults.Act act, int time) throws IOException {
        for (boolean again : new boolean[] {true, false}) {
            Path part = folder.resolve(".a.0.part");
            AtomicInteger seen = new AtomicInteger();
            Faults faults = new Faults();
            faults.show((what, path) -> {
                if (what == act && path.endsWith(".a.0.part") && seen.incrementAndGet() == time) {
                    Files.delete(path);
                    if (again) {
                        Files.writeString(path, "half of another's");
                    }
                }
            });
            WholeFile.write(faults.over(folder.resolve("a")), out -> out.write(1));
            assertThat(seen.get()).isGreaterThanOrEqualTo(time);
            assertThat(folder.resolve("a")).hasBinaryContent(new byte[] {1});
            assertThat(folder.toFile().list()).hasSize(again ? 2 : 1);
            if (again) {
                assertThat(part).hasContent("half of another's");
                Files.delete(part);
            }
            Files.delete(folder.resolve("a"));
        }
    }

    @Test
    void aPartThatCannotBeOpenedOnceMadeGoesAgain() {
        AtomicInteger opened = new AtomicInteger();
        Faults faults = new Faults();
        faults.show((act, path) -> {
            if (act == Faults.Act.OPEN && path.endsWith(".a.0.part") && opened.incrementAndGet() == 2) {
                throw new FileSystemException(path.toString(), null, "Too many open files");
            }
        });
        assertThatThrownBy(() -> WholeFile.write(faults.over(folder.resolve("a")), out -> out.write(1)))
                .hasMessage(folder.resolve("a") + ": cannot be written: Too many open files");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatOneThreadClearsAwayAnotherDoesNotTake() throws IOException {
        Faults faults = beside("left");
        List<String> meanwhile = new ArrayList<>();
        faults.show((act, path) -> {
            if (act == Faults.Act.LOCK && meanwhile.isEmpty()) {
                meanwhile.add("");
                WholeFile.write(
                        faults.over(folder.resolve("a")),
                        out -> meanwhile.addAll(List.of(folder.toFile().list())));
            }
        });
        WholeFile.removeAbandoned(faults.over(folder));
        assertThat(meanwhile).hasSize(3).contains(".a.0.part");
        assertThat(folder.toFile().list()).containsExactly("a");
    }
}
