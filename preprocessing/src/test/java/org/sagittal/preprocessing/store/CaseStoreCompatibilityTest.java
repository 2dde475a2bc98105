package org.sagittal.preprocessing.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.PreprocessedCase;

/** A store of every version that was ever released must still load. */
class CaseStoreCompatibilityTest {
    @Test
    void loadsVersion1() throws URISyntaxException {
        Path store =
                Path.of(getClass().getResource("museum/v1/store.json").toURI()).getParent();

        CaseStore opened = CaseStore.open(store);
        PreprocessedCase loaded = opened.read("sample").load();

        PreprocessedCase expected = StoreFixtures.numbered(new Shape(3, 5, 7), true);
        assertThat(opened.spec()).isEqualTo(StoreFixtures.SPEC);
        assertThat(opened.ids()).containsExactly("sample");
        assertThat(loaded.restoration()).isEqualTo(expected.restoration());
        assertThat(loaded.data()).hasSize(2);
        for (int z = 0; z < 3; z++) {
            assertThat(loaded.data().get(1).slice(z))
                    .isEqualTo(expected.data().get(1).slice(z));
            assertThat(loaded.seg().slice(z)).isEqualTo(expected.seg().slice(z));
            assertThat(loaded.previousStage().orElseThrow().slice(z))
                    .isEqualTo(expected.previousStage().orElseThrow().slice(z));
        }
        assertThat(loaded.locations().classes()).isEqualTo(expected.locations().classes());
        assertThat(loaded.locations().rows(0)).isEqualTo(expected.locations().rows(0));
    }
}
