package org.sagittal.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScoreTest {
    @Test
    void writesItselfAndReadsItselfBack() {
        assertThat(JsonText.oneLine(Score.of(0.25).toJson())).isEqualTo("0.25");
        assertThat(JsonText.oneLine(Score.of(Double.POSITIVE_INFINITY).toJson()))
                .isEqualTo("\"inf\"");
        assertThat(JsonText.oneLine(Score.of(Double.NEGATIVE_INFINITY).toJson()))
                .isEqualTo("\"-inf\"");
        assertThat(JsonText.oneLine(Score.undefined("reference empty").toJson()))
                .isEqualTo("{\"undefined\":\"reference empty\"}");
        for (Score score : new Score[] {
            Score.of(0.1), Score.of(Double.POSITIVE_INFINITY), Score.of(Double.NEGATIVE_INFINITY), Score.undefined("x")
        }) {
            assertThat(Score.parse(score.toJson())).isEqualTo(score);
        }
    }

    @Test
    void nanNeedsAReason() {
        assertThatThrownBy(() -> Score.of(Double.NaN)).hasMessageContaining("undefined with a reason");
        assertThatThrownBy(() -> Score.undefined(" ")).hasMessageContaining("must have text");
        assertThatThrownBy(() -> Score.parse(JsonText.parse("\"nan\""))).hasMessageContaining("nan");
        assertThat(Score.undefined("x").orNaN()).isNaN();
        assertThat(Score.of(1).reason()).isEmpty();
    }
}
