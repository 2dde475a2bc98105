package org.sagittal.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sagittal.cli.CommandRun;
import org.sagittal.cli.doctor.Examination;
import org.sagittal.models.inference.InferenceOptions;
import org.sagittal.models.script.Precision;
import picocli.CommandLine;

class TileWordsTest {
    private static TileWords words(String... words) {
        return CommandLine.populateCommand(new TileWords(), words);
    }

    @Test
    void withoutWordsItIsNnunetsDefaults() {
        assertThat(words().options()).isEqualTo(InferenceOptions.DEFAULT);
        assertThat(words().remark()).isEmpty();
    }

    @Test
    void fastSaysWhatItGivesUp() {
        Precision precision = Examination.hasBf16() ? Precision.BF16 : Precision.FLOAT32;

        assertThat(words("--fast").options()).isEqualTo(new InferenceOptions(0.75, false, 0, precision));
        assertThat(words("--fast").remark().orElseThrow()).contains("mirroring", "tiles", "borders");
        assertThat(words("--fast").remark().orElseThrow().contains("float32")).isEqualTo(Examination.hasBf16());
    }

    @Test
    void aPrecisionThatWasAskedForStays() {
        assertThat(words("--fast", "--precision", "FLOAT32").options())
                .isEqualTo(new InferenceOptions(0.75, false, 0, Precision.FLOAT32));
        assertThat(words("--precision", "BF16").options().precision()).isEqualTo(Precision.BF16);
    }

    /** The thread that asks works as well, so that one thread needs no other worker. */
    @Test
    void threadsBoundTheSharedWorkers() {
        String name = "java.util.concurrent.ForkJoinPool.common.parallelism";
        String before = System.getProperty(name);
        try {
            CommandRun.of("doctor", "-j", "3");
            assertThat(System.getProperty(name)).isEqualTo("2");
        } finally {
            if (before == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, before);
            }
        }
    }
}
