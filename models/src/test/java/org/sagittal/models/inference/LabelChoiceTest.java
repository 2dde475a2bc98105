package org.sagittal.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.dataset.LabelScheme;

class LabelChoiceTest {
    private static final LabelScheme LABELS =
            TinyModel.labels("{\"background\": 0, \"liver\": 1, \"left kidney\": 2, \"ignore\": 3}");
    private static final LabelVoxels MAP = LabelVoxels.of(new Shape(1, 1, 5), new short[][] {{0, 1, 2, 2, 1}});

    private static LabelScheme regions() throws Exception {
        return DatasetDescription.parse(new ObjectMapper()
                        .readTree("{\"channel_names\": {\"0\": \"MRI\"}, \"regions_class_order\": [2, 1], \"labels\":"
                                + " {\"background\": 0, \"whole\": [1, 2], \"core\": [1]}}"))
                .labels();
    }

    @Test
    void keepsWhatIsNamedOrNumbered() {
        assertThat(LabelChoice.of(List.of("left kidney"), false, LABELS)
                        .apply(MAP)
                        .slice(0))
                .containsExactly(0, 0, 2, 2, 0);
        assertThat(LabelChoice.of(List.of("1"), false, LABELS).apply(MAP).slice(0))
                .containsExactly(0, 1, 0, 0, 1);
        assertThat(LabelChoice.of(List.of("1", "2"), false, LABELS).apply(MAP).slice(0))
                .containsExactly(0, 1, 2, 2, 1);
        assertThat(LabelChoice.of(List.of(), false, LABELS).apply(MAP)).isSameAs(MAP);
    }

    @Test
    void masksAreOfTheChosenOrOfAll() {
        assertThat(LabelChoice.of(List.of("liver"), true, LABELS).masks())
                .extracting(ForegroundClass::name)
                .containsExactly("liver");
        assertThat(LabelChoice.of(List.of(), true, LABELS).masks())
                .extracting(ForegroundClass::name)
                .containsExactly("liver", "left kidney");
        assertThat(LabelChoice.mask(MAP, new ForegroundClass("left kidney", List.of(2)))
                        .slice(0))
                .containsExactly(0, 0, 1, 1, 0);
    }

    @Test
    void aRegionIsAllOfItsLabels() throws Exception {
        LabelChoice whole = LabelChoice.of(List.of("whole"), true, regions());

        assertThat(whole.apply(MAP).slice(0)).containsExactly(0, 1, 2, 2, 1);
        assertThat(LabelChoice.mask(MAP, whole.masks().get(0)).slice(0)).containsExactly(0, 1, 1, 1, 1);
        assertThat(LabelChoice.of(List.of("core"), false, regions()).apply(MAP).slice(0))
                .containsExactly(0, 1, 0, 0, 1);
        assertThat(LabelChoice.of(List.of("2"), false, regions()).apply(MAP).slice(0))
                .containsExactly(0, 0, 2, 2, 0);
    }

    @Test
    void saysWhatThereIs() {
        assertThatThrownBy(() -> LabelChoice.of(List.of("spleen"), false, LABELS))
                .hasMessageContaining("spleen")
                .hasMessageContaining("liver 1");
        assertThatThrownBy(() -> LabelChoice.of(List.of("3"), false, LABELS)).hasMessageContaining("'3'");
    }
}
