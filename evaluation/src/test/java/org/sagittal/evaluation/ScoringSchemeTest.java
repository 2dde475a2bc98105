package org.sagittal.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ScoringSchemeTest {
    private static ScoringScheme parse(String labels) {
        return ScoringScheme.parse(JsonText.parse("{\"labels\": " + labels + "}"));
    }

    private static List<String> keys(ScoringScheme scheme) {
        return scheme.groups().stream().map(LabelGroup::key).toList();
    }

    @Test
    void labelsComeInAscendingOrderWithoutBackgroundAndIgnore() {
        ScoringScheme scheme = parse("{\"background\": 0, \"b\": 2, \"a\": 1, \"ignore\": 3}");

        assertThat(keys(scheme)).containsExactly("1", "2");
        assertThat(scheme.groups().get(0).name()).isEqualTo("a");
        assertThat(scheme.ignoreLabel()).isEqualTo(OptionalInt.of(3));
    }

    @Test
    void regionsKeepTheFilesOrderAndPythonsSpelling() {
        ScoringScheme scheme = parse("{\"background\": 0, \"whole\": [1, 2], \"inner\": [2], \"bare\": 1}");

        assertThat(keys(scheme)).containsExactly("(1, 2)", "(2,)", "1");
        assertThat(scheme.ignoreLabel()).isEmpty();
    }

    /** nnU-Net speaks of regions only if some list is longer than one. */
    @Test
    void listsOfOneAreLabels() {
        assertThat(keys(parse("{\"background\": 0, \"a\": [1], \"b\": [2]}"))).containsExactly("1", "2");
    }

    @Test
    void refusesWhatIsNoLabel() {
        assertThatThrownBy(() -> parse("{\"background\": 0, \"a\": 1.5}")).hasMessageContaining("\"a\"");
        assertThatThrownBy(() -> parse("7")).hasMessageContaining("labels");
        assertThatThrownBy(() -> parse("{\"background\": 0}")).hasMessageContaining("at least one class");
        assertThatThrownBy(() -> ScoringScheme.ofLabels(List.of(1, 1))).hasMessageContaining("1 twice");
        assertThatThrownBy(() -> LabelGroup.label("big", 70000)).hasMessageContaining("70000");
        assertThatThrownBy(() -> new LabelGroup("two", List.of(1, 2), false)).hasMessageContaining("[1, 2]");
    }
}
