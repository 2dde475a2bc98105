package org.sagittal.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.sagittal.models.script.Precision;
import org.sagittal.planner.pipeline.TrainingOptions;
import picocli.CommandLine;

class TrainingWordsTest {
    private static TrainingWords words(String... arguments) {
        TrainingWords words = new TrainingWords();
        new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(words))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(arguments);
        return words;
    }

    @Test
    void withoutOptionsThePlanIsFollowedInFloat32AndNothingIsRemarked() throws IOException {
        assertThat(words().options()).isEqualTo(TrainingOptions.OF_PLAN);
        assertThat(words().remark()).isEmpty();
    }

    @Test
    void bf16IsAChoiceThatSaysWhatItGivesUp() throws IOException {
        TrainingWords words = words("--precision", "bf16", "--epochs", "7");
        assertThat(words.options().precision()).isEqualTo(Precision.BF16);
        assertThat(words.options().schedule().epochs()).hasValue(7);
        assertThat(words.remark().orElseThrow()).contains("bf16");
    }

    @Test
    void anotherPrecisionIsRefused() {
        assertThatThrownBy(() -> words("--precision", "float16"))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining("--precision");
    }
}
