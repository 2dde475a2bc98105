package org.sagittal.planner.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.io.npy.NpzStream;

/** Means and labels worked by hand. */
final class ProbabilityEnsembleTest {
    @TempDir
    private Path folder;

    private Path a;
    private Path b;
    private Path output;

    @BeforeEach
    void makeFolders() {
        a = folder.resolve("a");
        b = folder.resolve("b");
        output = folder.resolve("out");
        TinyFolders.dataset(a, TinyFolders.TWO_CLASSES);
    }

    private void labels(String id) {
        TinyFolders.label(a, id, "0000");
    }

    private Map<String, String> average(boolean probabilities, boolean keep, Path... folders) {
        List<Path> all = List.of(folders);
        return new ProbabilityEnsemble(PredictionFolder.like(all, Optional.empty(), output), probabilities, keep, 1)
                .run(ProbabilityEnsemble.cases(all), "average", SelectionListener.NONE);
    }

    @Test
    void theLargestMeanWinsAndTheLowestClassWinsTies() {
        labels("one");
        TinyFolders.probabilities(a, "one", 4, row(.5, .2, .0, .4), row(.5, .7, .5, .2), row(0, .1, .5, .4));
        TinyFolders.probabilities(b, "one", 4, row(.5, .2, .5, .2), row(.5, .1, .0, .4), row(0, .7, .5, .4));

        assertThat(average(true, false, a, b)).isEmpty();

        // means: background .5 .2 .25 .3, a .5 .4 .25 .3, b 0 .4 .5 .4
        assertThat(TinyFolders.digits(output.resolve("one.nii.gz"))).isEqualTo("0122");
        try (NpzStream mean = NpzStream.open(output.resolve("one.npz"), "probabilities")) {
            assertThat(mean.shape()).containsExactly(3, 1, 1, 4);
            float[] background = new float[4];
            mean.next(background);
            assertThat(background).containsExactly(.5f, .2f, .25f, (.4f + .2f) / 2);
        }
    }

    @Test
    void regionsAreDecodedInTheirOrder() {
        TinyFolders.dataset(a, """
                {"labels": {"background": 0, "whole": [1, 2], "core": 2}, "regions_class_order": [1, 2],
                 "file_ending": ".nii.gz"}""");
        labels("one");
        TinyFolders.probabilities(a, "one", 4, row(.4, .6, .9, .2), row(.4, .5, .9, .9));
        TinyFolders.probabilities(b, "one", 4, row(.6, .6, .9, .2), row(.4, .5, .9, .9));

        average(false, false, a, b);

        // 0.5 is not above 0.5; the core overwrites, also where the whole is absent.
        assertThat(TinyFolders.digits(output.resolve("one.nii.gz"))).isEqualTo("0122");
        assertThat(output.resolve("one.npz")).doesNotExist();
    }

    @Test
    void foldersOfOtherCasesAreRefusedNamingThem() {
        TinyFolders.probabilities(a, "one", 1, row(1));
        TinyFolders.probabilities(a, "two", 1, row(1));
        TinyFolders.probabilities(b, "one", 1, row(1));
        TinyFolders.probabilities(b, "three", 1, row(1));

        assertThatThrownBy(() -> ProbabilityEnsemble.cases(List.of(a, b)))
                .hasMessage("the folders must hold probabilities of the same cases, but " + a + " lacks three; " + b
                        + " lacks two");
    }

    @Test
    void aFolderWithoutProbabilitiesSaysHowToHaveThem() {
        TinyFolders.probabilities(a, "one", 1, row(1));

        assertThatThrownBy(() -> ProbabilityEnsemble.cases(List.of(a, folder)))
                .hasMessageContaining("--probabilities")
                .hasMessageContaining("--npz");
    }

    @Test
    void aMissingLabelMapIsSaidSinceThePickleIsNotRead() {
        TinyFolders.probabilities(a, "one", 1, row(1), row(0), row(0));

        assertThat(average(false, false, a).get("one")).contains("one.nii.gz").contains("pickle");
    }

    @Test
    void aBadCaseIsNamedAndTheOthersGoOn() throws IOException {
        for (String id : List.of("good", "cut", "narrow", "classes", "nan")) {
            labels(id);
            TinyFolders.probabilities(a, id, 4, row(1, 1, 0, 0), row(0, 0, 1, 1), row(0, 0, 0, 0));
        }
        Files.write(a.resolve("cut.npz"), java.util.Arrays.copyOf(Files.readAllBytes(a.resolve("cut.npz")), 100));
        TinyFolders.probabilities(a, "narrow", 3, row(1, 1, 0), row(0, 0, 1), row(0, 0, 0));
        TinyFolders.probabilities(a, "classes", 4, row(1, 1, 0, 0), row(0, 0, 1, 1));
        TinyFolders.probabilities(a, "nan", 4, row(1, 1, 0, 0), row(0, 0, 1, Double.NaN), row(0, 0, 0, 0));

        Map<String, String> failures = average(true, false, a);

        assertThat(failures).containsOnlyKeys("cut", "narrow", "classes", "nan");
        assertThat(failures.get("narrow")).contains("shape");
        assertThat(failures.get("classes")).contains("2 classes").contains("3");
        assertThat(failures.get("nan")).contains("NaN");
        assertThat(TinyFolders.digits(output.resolve("good.nii.gz"))).isEqualTo("0011");
        assertThat(output.resolve("nan.npz")).doesNotExist();
    }

    @Test
    void predictionsOfOtherImagesAreNotAveraged() {
        labels("one");
        TinyFolders.probabilities(a, "one", 4, row(1, 1, 0, 0), row(0, 0, 1, 1), row(0, 0, 0, 0));
        TinyFolders.probabilities(b, "one", 2, row(1, 1), row(0, 0), row(0, 0));

        assertThat(average(false, false, a, b).get("one")).contains("only predictions of one image");
    }

    @Test
    void finishedCasesAreKeptWhenAsked() {
        labels("one");
        TinyFolders.probabilities(a, "one", 4, row(1, 1, 0, 0), row(0, 0, 1, 1), row(0, 0, 0, 0));
        TinyFolders.label(output, "one", "2222");

        average(false, true, a);
        assertThat(TinyFolders.digits(output.resolve("one.nii.gz"))).isEqualTo("2222");
        // The probabilities that are asked for now are missing, so the case is done again.
        average(true, true, a);
        assertThat(TinyFolders.digits(output.resolve("one.nii.gz"))).isEqualTo("0011");
    }

    private static float[] row(double... values) {
        float[] row = new float[values.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) values[i];
        }
        return row;
    }
}
