package org.sagittal.geometry.io.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFileTest {
    @TempDir
    private Path folder;

    /** Makes a file, and abandons everything once it is told to go on. */
    static final class Maker {
        private Maker() {}

        public static void main(String[] arguments) throws IOException {
            ScratchFile made = ScratchFile.make("test", ".bin");
            Files.write(made.path(), new byte[100]);
            System.out.println(made.path());
            System.in.read();
            WholeFile.abandonAll();
            try {
                ScratchFile.make("late", ".bin");
            } catch (CancellationException e) {
                Runtime.getRuntime().halt(3);
            }
        }
    }

    @Test
    void isThereUntilItIsClosed() throws IOException {
        Path path;
        try (ScratchFile scratch = ScratchFile.make("test", ".bin")) {
            path = scratch.path();
            assertThat(path).isAbsolute().isEmptyFile();
            assertThat(path.getFileName().toString()).matches("sagittal-test\\d+\\.bin");
            Files.writeString(path, "1");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void whatSomebodyElseRemovedNeedsNoRemoval() throws IOException {
        try (ScratchFile scratch = ScratchFile.make("test", ".bin")) {
            Files.delete(scratch.path());
        }
    }

    @Test
    void goesWithAProcessThatIsCancelledAndNoneIsMadeAfterwards() throws Exception {
        Process maker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Maker.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            BufferedReader said = maker.inputReader(StandardCharsets.UTF_8);
            assertThat(Path.of(said.readLine())).hasParent(folder).hasSize(100);
            maker.getOutputStream().write('\n');
            maker.getOutputStream().flush();
            assertThat(maker.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(maker.exitValue()).isEqualTo(3);
            assertThat(folder).isEmptyDirectory();
        } finally {
            maker.destroyForcibly();
        }
    }
}
