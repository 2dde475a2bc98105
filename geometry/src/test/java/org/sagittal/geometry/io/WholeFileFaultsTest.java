package org.sagittal.geometry.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sagittal.geometry.testing.fault.FaultSweep;
import org.sagittal.geometry.testing.fault.Faults;

class WholeFileFaultsTest {
    private static final byte[] BYTES = new byte[200_000];

    @TempDir
    private Path folder;

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Faults.Manner.class,
            names = {"FAIL", "CUT", "FULL"})
    void everyActMayFail(Faults.Manner manner) throws Exception {
        FaultSweep sweep = new FaultSweep(
                folder,
                made -> WholeFile.write(made.resolve("a"), o -> o.write(BYTES)),
                WholeFileFaultsTest::bytes,
                name -> false);
        assertThat(sweep.run(manner, 1)).isPositive();
    }

    @Test
    void aDiskThatIsGoneLeavesAPartThatTheNextOwnerRemoves() throws Exception {
        FaultSweep sweep = new FaultSweep(
                folder,
                made -> {
                    try (FolderLock alone = FolderLock.take(made)) {
                        WholeFile.write(made.resolve("a"), out -> out.write(BYTES));
                    }
                },
                WholeFileFaultsTest::bytes,
                name -> false);
        assertThat(sweep.run(Faults.Manner.GONE, 1)).isGreaterThan(8);
    }

    @Test
    void aFullDiskIsSaidInOneSentenceAndKeepsTheOlderFile() throws IOException {
        Files.writeString(folder.resolve("a"), "older");
        Faults faults = new Faults();
        faults.plan(Faults.Manner.FULL, 1);
        assertThatThrownBy(() -> WholeFile.write(faults.over(folder.resolve("a")), out -> out.write(BYTES)))
                .isInstanceOf(FormatException.class)
                .hasMessage(folder.resolve("a") + ": cannot be written: No space left on device");
        assertThat(folder.resolve("a")).hasContent("older");
        assertThat(folder.toFile().list()).containsExactly("a");
    }

    @Test
    void bytesAreOnTheDiskBeforeTheNameIs() {
        Faults faults = new Faults();
        WholeFile.write(faults.over(folder.resolve("announced")), out -> out.write(BYTES));
        assertThat(faults.movedUnforced()).isEmpty();
        WholeFile.writeUnforced(faults.over(folder.resolve("made.case")), out -> out.write(BYTES));
        assertThat(faults.movedUnforced()).containsExactly("made.case");
    }

    /** The words are those of a system that speaks German. */
    @Test
    void aDiskThatDoesNotSyncFoldersIsNoFailureAndOneThatSyncsNothingIs() {
        Faults faults = new Faults();
        faults.show((act, path) -> {
            if (act == Faults.Act.FORCE && path.equals(folder)) {
                throw new IOException("Das Argument ist ungültig");
            }
        });
        WholeFile.write(faults.over(folder.resolve("a")), out -> out.write(BYTES));
        assertThat(folder.resolve("a")).hasBinaryContent(BYTES);
        faults.show((act, path) -> {
            if (act == Faults.Act.FORCE && !path.endsWith(".b.0.part")) {
                throw new IOException("Eingabe-/Ausgabefehler");
            }
        });
        assertThatThrownBy(() -> WholeFile.write(faults.over(folder.resolve("b")), out -> out.write(BYTES)))
                .hasMessage(folder.resolve("b") + ": cannot be written: Eingabe-/Ausgabefehler");
    }
}
