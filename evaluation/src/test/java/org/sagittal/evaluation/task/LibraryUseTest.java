package org.sagittal.evaluation.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.profile.PairScores;
import org.sagittal.evaluation.profile.PairScoring;
import org.sagittal.evaluation.profile.Profiles;
import org.sagittal.evaluation.testing.TestLabels;
import org.sagittal.geometry.io.nifti.NiftiFormat;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/** The lines of Java that README.md and docs/scores.md show, compiled and run. */
class LibraryUseTest {
    private static final Shape SHAPE = new Shape(6, 7, 8);
    private static final Spacing SPACING = new Spacing(2.5, 0.8, 0.8);

    @TempDir
    Path folder;

    private static LabelVolume block(int start) {
        return TestLabels.of(SHAPE, SPACING, (z, y, x) -> z >= start && z < start + 3 && x > 1 && x < 6 ? 1 : 0);
    }

    @Test
    void twoFiles() throws IOException {
        Path truth = folder.resolve("truth.nii.gz");
        Path segmented = folder.resolve("segmented.nii.gz");
        new NiftiFormat().writeLabels(truth, block(1), 3);
        new NiftiFormat().writeLabels(segmented, block(2), 3);

        // README.md
        PairScores scores = new MetricsTask(Profiles.DEEPMIND).score(truth, segmented);
        double hd95Mm = scores.of(1, "hd95").orNaN();
        String json = scores.toJson().toPrettyString();

        assertThat(hd95Mm).isEqualTo(2.5);
        assertThat(json).contains("\"deepmind@0.1\"");
        shown(Path.of("..", "README.md"), "// README.md", "assertThat");
    }

    @Test
    void twoArrays() throws IOException {
        short[][] slices = new short[6][56];
        Arrays.fill(slices[3], (short) 1);

        // docs/scores.md
        LabelVolume truth = new LabelVolume(VoxelGrid.of(SHAPE, SPACING), LabelVoxels.of(SHAPE, slices));
        PairScoring pair = new PairScoring(truth, truth, ScoringScheme.ofLabels(List.of(1)), 3, 2);
        double assdMm = pair.score(Profiles.MEDPY, List.of(1.0)).of(1, "assd").orNaN();

        assertThat(assdMm).isZero();
        shown(Path.of("..", "docs", "scores.md"), "// docs/scores.md", "assertThat");
    }

    /** The lines of this file after a mark stand in a page, word for word. */
    private static void shown(Path page, String mark, String end) throws IOException {
        Path here = Path.of("src/test/java/org/sagittal/evaluation/task/LibraryUseTest.java");
        List<String> lines =
                Files.readAllLines(here).stream().map(String::strip).toList();
        List<String> shown = lines.stream()
                .skip(lines.indexOf(mark) + 1L)
                .takeWhile(line -> !line.startsWith(end))
                .filter(line -> !line.isEmpty())
                .toList();
        assertThat(shown).hasSize(3);
        assertThat(Files.readAllLines(page)).containsSequence(shown);
    }
}
