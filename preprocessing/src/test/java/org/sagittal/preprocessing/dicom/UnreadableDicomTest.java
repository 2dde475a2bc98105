package org.sagittal.preprocessing.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.testing.fault.Faults;
import org.sagittal.preprocessing.dicom.series.DicomFolder;
import org.sagittal.preprocessing.dicom.series.TinySeries;

/** What keeps a series from being read is said in words, and the path once. */
class UnreadableDicomTest {
    @TempDir
    Path folder;

    @Test
    void everyFaultOfTheDiskIsOneSentence() throws IOException {
        TinySeries.write(folder, 3);
        Faults faults = new Faults();
        Path series = faults.over(folder);
        faults.plan(Faults.Manner.NONE, 0);
        read(series);
        long acts = faults.acts();
        assertThat(acts).isGreaterThan(9);
        for (long act = 1; act <= acts; act++) {
            faults.plan(Faults.Manner.FAIL, act);
            FormatException refusal = catchThrowableOfType(FormatException.class, () -> read(series));
            assertThat(refusal).as("act %d of %d", act, acts).isNotNull();
            String what = refusal.file().equals(series) ? "listed" : "read";
            assertThat(refusal.getMessage())
                    .isIn(
                            refusal.file() + ": cannot be " + what + ": No space left on device",
                            refusal.file() + ": cannot be " + what + ": Input/output error");
        }
    }

    private static void read(Path series) {
        DicomFolder.open(series).only().scan((channel, z, values) -> {});
    }

    @Test
    void whatIsNoFolderIsSaidInWords() throws IOException {
        Path file = Files.writeString(folder.resolve("words"), "words");
        assertThatThrownBy(() -> DicomFolder.open(file)).hasMessage(file + ": cannot be listed: it is no folder");
        Path below = file.resolve("a.dcm");
        assertThatThrownBy(() -> DicomReader.read(below))
                .hasMessage(below + ": cannot be read: a part of its path is a file and no folder");
    }
}
