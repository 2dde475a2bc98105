package org.sagittal.preprocessing.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelSchemeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static LabelScheme scheme(String labels, String order) throws Exception {
        return LabelScheme.parse(
                (ObjectNode) JSON.readTree(labels.replace('\'', '"')),
                Optional.ofNullable(order == null ? null : JSON.readTree(order)));
    }

    @Test
    void plainLabels() throws Exception {
        LabelScheme labels = scheme("{'background': 0, 'tumor': 2, 'liver': 1}", null);
        assertThat(labels.entries()).isEqualTo(3);
        assertThat(labels.names()).containsExactly("background", "tumor", "liver");
        assertThat(labels.hasRegions()).isFalse();
        assertThat(labels.ignoreLabel()).isEmpty();
        assertThat(labels.allLabels()).containsExactly(0, 1, 2);
        assertThat(labels.foregroundLabels()).containsExactly(1, 2);
        assertThat(labels.foregroundRegions()).containsExactly(List.of(2), List.of(1));
        assertThat(labels.segmentationHeads()).isEqualTo(3);
    }

    @Test
    void regionsKeepTheirOrderAndIgnoreIsNoClass() throws Exception {
        LabelScheme labels = scheme("{'background':0,'whole':[1,2,3],'core':[2,3],'enh':[3],'ignore':4}", "[1,2,3]");
        assertThat(labels.entries()).isEqualTo(5);
        assertThat(labels.hasRegions()).isTrue();
        assertThat(labels.ignoreLabel()).hasValue(4);
        assertThat(labels.allLabels()).containsExactly(0, 1, 2, 3);
        assertThat(labels.foregroundRegions()).containsExactly(List.of(1, 2, 3), List.of(2, 3), List.of(3));
        assertThat(labels.regionsClassOrder()).containsExactly(1, 2, 3);
        assertThat(labels.segmentationHeads()).isEqualTo(3);
    }

    @Test
    void listsOfOneLabelAreNoRegions() throws Exception {
        LabelScheme labels = scheme("{'background':0,'a':[1],'b':[2]}", null);
        assertThat(labels.hasRegions()).isFalse();
        assertThat(labels.segmentationHeads()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a': 1} | | labels must contain \"background\": 0, got no background",
                "{'background': 1} | | labels must contain \"background\": 0, got [1]",
                "{'background': [0]} | | labels must contain \"background\": 0, got [0]",
                "{'background': 0, 'a': 1.5} | | labels['a'] must be an integer, got 1.5",
                "{'0': 'background'} | | name -> number, not the Decathlon's number -> name",
                "{'background': 0, 'a': -1} | | labels['a'] must lie in 0..32767, got -1",
                "{'background': 0, 'a': []} | | labels['a'] must hold at least one label",
                "{'background': 0, 'a': 1, 'ignore': 3} | | the highest label plus one, 2, got 3",
                "{'background': 0, 'a': 1, 'ignore': [2]} | | labels['ignore'] must be one integer",
                "{'background': 0, 'a': [1, 2]} | | one label for each of the 1 regions of labels, got []",
                "{'background': 0, 'a': [1, 2]} | [1, 2] | one label for each of the 1 regions of labels, got [1, 2]",
                "{'background': 0, 'a': [1, 2]} | 1 | regions_class_order must be a list of integers, got 1",
            })
    void everyBrokenRuleHasItsSentence(String labels, String order, String message) {
        assertThatThrownBy(() -> scheme(labels, order))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
