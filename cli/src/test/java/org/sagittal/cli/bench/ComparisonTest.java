package org.sagittal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Figure WALL = new Figure(Figure.WALL, List.of(1.0, 4.0, 2.0), List.of(2.0, 4.0, 8.0));

    @Test
    void theRatioIsTheMedianOfPairs() {
        assertThat(WALL.ratio()).isCloseTo(0.5, within(1e-12));
        assertThat(Figure.median(WALL.theirs())).isEqualTo(4);
        assertThat(new Figure(Figure.PROCESSOR, List.of(1.0), List.of(0.0)).ratio())
                .isNaN();
        assertThat(new Figure(Figure.PROCESSOR, List.of(1.0), List.of()).ratio())
                .isNaN();
    }

    @Test
    void everyRunHasAPartner() {
        assertThatThrownBy(() -> new Figure(Figure.WALL, List.of(1.0, 2.0), List.of(1.0)))
                .hasMessageContaining("2 and 1");
        assertThatThrownBy(() -> new Figure(Figure.WALL, List.of(), List.of())).hasMessageContaining("0 and 0");
    }

    @Test
    void aLineHoldsRatiosAndBothSides() {
        Figure memory = new Figure(Figure.MEMORY, List.of(100.0), List.of(400.0));
        assertThat(new Comparison("predict", List.of(WALL, memory), Optional.empty()).line())
                .matches("predict +0\\.500 +- +0\\.250 +- +2\\.00 / 4\\.00 s, 100 / 400 MiB");
        Figure alone = new Figure(Figure.WALL, List.of(3.0), List.of());
        assertThat(new Comparison("train", List.of(alone), Optional.of("peer absent: x")).line())
                .matches("train +peer absent: x; ours alone: 3\\.00 s");
    }

    @Test
    void jsonHoldsEveryRun() {
        assertThat(new Comparison("predict", List.of(WALL), Optional.empty())
                        .json()
                        .toString())
                .isEqualTo("{\"task\":\"predict\",\"wall_s\":{\"ours\":2.0,\"theirs\":4.0,\"ratio\":0.5,"
                        + "\"ours_runs\":[1.0,4.0,2.0],\"theirs_runs\":[2.0,4.0,8.0]}}");
        Figure alone = new Figure(Figure.WALL, List.of(3.0), List.of());
        assertThat(new Comparison("train", List.of(alone), Optional.of("absent"))
                        .json()
                        .toString())
                .isEqualTo("{\"task\":\"train\",\"wall_s\":{\"ours\":3.0,\"ours_runs\":[3.0],\"theirs_runs\":[]},"
                        + "\"alone\":\"absent\"}");
    }
}
