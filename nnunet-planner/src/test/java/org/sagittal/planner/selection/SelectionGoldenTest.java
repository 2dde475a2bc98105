package org.sagittal.planner.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.geometry.testing.SharedData;

/** The choices of the shared goldens, file by file. */
final class SelectionGoldenTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"per-class", "nothing-helps", "ensemble-and-whole-foreground"})
    void choosesScoresAndWritesWhatNnunetDid(String name) {
        SelectionGolden golden = new SelectionGolden(SharedData.require("goldens/postprocessing/" + name));

        Selection selection = golden.choose(folder);

        golden.assertSame(folder);
        assertThat(selection.postprocessing().postprocessing()).isEqualTo(golden.expectedPostprocessing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"per-class", "nothing-helps", "ensemble-and-whole-foreground"})
    void averagesFoldersAsNnunetDid(String name) {
        new SelectionGolden(SharedData.require("goldens/postprocessing/" + name)).assertSameEnsemble(folder);
    }
}
