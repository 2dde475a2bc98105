package org.sagittal.geometry.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.testing.fault.FaultSweep;
import org.sagittal.geometry.testing.fault.Faults;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

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

    private static LabelVolume labels(int value) {
        short[] slice = new short[12];
        Arrays.fill(slice, (short) value);
        VoxelGrid grid = VoxelGrid.of(new Shape(1, 3, 4), new Spacing(value, 2, 1));
        return new LabelVolume(grid, LabelVoxels.of(grid.shape(), new short[][] {slice}));
    }

    /** A volume whose voxels are beside its header is the older one or the new one, whichever act goes wrong; on a dead disk it may lack its header. */
    @ParameterizedTest
    @CsvSource({"FULL, a.hdr", "FULL, a.mhd", "FULL, a.nhdr", "CUT, a.hdr", "CUT, a.mhd", "GONE, a.hdr", "GONE, a.nhdr"
    })
    void aPairStaysWhatItWasUntilTheNewOneIsOnTheDisk(Faults.Manner manner, String name) throws IOException {
        Path file = folder.resolve(name);
        VolumeFormat format = VolumeFormats.byEnding(file).orElseThrow();
        Faults faults = new Faults();
        int kept = 0;
        boolean beyond = false;
        for (int n = 1; !beyond; n++) {
            faults.plan(Faults.Manner.NONE, 0);
            format.writeLabels(faults.over(file), labels(1), 3);
            faults.plan(manner, n);
            try {
                format.writeLabels(faults.over(file), labels(2), 3);
            } catch (FormatException e) {
                assertThat(e).hasMessageContaining("No space left on device");
            }
            beyond = faults.acts() < n;
            if (manner == Faults.Manner.GONE && !Files.exists(file)) {
                continue;
            }
            LabelVolume found = format.readLabels(file);
            int value = found.voxels().at(0, 0, 0);
            assertThat(found.grid().spacing().zMm()).as("act " + n).isEqualTo(value);
            kept += value == 1 ? 1 : 0;
        }
        assertThat(kept).isGreaterThan(manner == Faults.Manner.CUT ? 1 : 3);
        assertThat(format.readLabels(file).voxels().at(0, 0, 0)).isEqualTo((short) 2);
    }
}
