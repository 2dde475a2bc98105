package org.sagittal.planner.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.testing.SharedData;

class CrossValidationSplitTest {
    @TempDir
    private Path folder;

    private static List<String> cases(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format("case_%03d", i))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 12})
    void foldsAreNnunets(int count) throws IOException {
        assertThat(CrossValidationSplit.generate(cases(count)))
                .isEqualTo(CrossValidationSplit.read(
                        Path.of("src/test/resources/org/sagittal/planner/split/splits_final_" + count + ".json")));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 12, 195, 260})
    void foldsOfTheReferenceFilesAreEqual(int count) {
        CrossValidationSplit wanted =
                CrossValidationSplit.read(SharedData.require("goldens/splits/splits_final_" + count + ".json"));
        List<String> ids = new ArrayList<>(new TreeSet<>(wanted.folds().get(0).train()));
        ids.addAll(wanted.folds().get(0).validation());
        Collections.shuffle(ids, new Random(1));
        assertThat(CrossValidationSplit.generate(ids)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10 | 0,7 3,9 4,6 1,8 2,5",
                "23 | 3,8,10,17,19 0,7,12,15,16 6,11,14,18,20 9,13,21,22 1,2,4,5",
            })
    void positionsHeldOutAreThoseOfScikitLearn(int count, String positions) {
        List<String> heldOut = CrossValidationSplit.generate(cases(count)).folds().stream()
                .map(f -> String.join(
                        ",",
                        f.validation().stream()
                                .map(id -> id.replaceFirst("case_0*(\\d+)", "$1"))
                                .toList()))
                .toList();
        assertThat(String.join(" ", heldOut)).isEqualTo(positions);
    }

    @Test
    void aFoldBeyondTheFileIsARandomFifthHeldOut() {
        List<String> ids = cases(10);
        Fold seventh = CrossValidationSplit.generate(ids).fold(7, ids);
        assertThat(seventh.train())
                .isEqualTo(Arrays.stream(new int[] {4, 6, 0, 9, 1, 7, 2, 8})
                        .mapToObj(ids::get)
                        .toList());
        assertThat(seventh.validation()).containsExactly("case_003", "case_005");
        assertThat(CrossValidationSplit.generate(ids).fold(7, ids)).isEqualTo(seventh);
    }

    @Test
    void foldAllTrainsOnEverything() {
        assertThat(Fold.all(List.of("b", "a"))).isEqualTo(new Fold(List.of("a", "b"), List.of("a", "b")));
    }

    @Test
    void aFileThatIsThereIsUsedAsItIs() throws IOException {
        Path file = folder.resolve("splits_final.json");
        Files.writeString(file, "[{\"train\": [\"z\", \"a\"], \"val\": [\"a\"], \"note\": 1}]");
        CrossValidationSplit split = CrossValidationSplit.openOrCreate(file, cases(9));
        assertThat(split.folds()).containsExactly(new Fold(List.of("z", "a"), List.of("a")));
        assertThat(Files.readString(file)).contains("note");
        assertThatThrownBy(() -> split.fold(0, cases(9)).requireWithin(List.of("a"), file))
                .hasMessage(
                        file
                                + ": the split names 1 case the dataset does not have, such as [z]; correct or delete this file");
    }

    @Test
    void aMissingFileIsMadeAndReadBack() throws IOException {
        Path file = folder.resolve("new/splits_final.json");
        CrossValidationSplit made = CrossValidationSplit.openOrCreate(file, cases(12));
        assertThat(CrossValidationSplit.read(file)).isEqualTo(made);
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(file.toFile()))
                .isEqualTo(json.readTree(Path.of("src/test/resources/org/sagittal/planner/split/splits_final_12.json")
                        .toFile()));
    }

    @Test
    void badFilesAndTooFewCasesAreSaidSo() throws IOException {
        Path file = folder.resolve("splits_final.json");
        Files.writeString(file, "{}");
        assertThatThrownBy(() -> CrossValidationSplit.read(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("must be a list of at least one fold");
        Files.writeString(file, "[{\"train\": [\"a\"]}]");
        assertThatThrownBy(() -> CrossValidationSplit.read(file)).hasMessageContaining("must have a list \"val\"");
        Files.writeString(file, "[{]");
        assertThatThrownBy(() -> CrossValidationSplit.read(file)).hasMessageContaining("is not JSON");
        assertThatThrownBy(() -> CrossValidationSplit.generate(cases(4)))
                .hasMessage(
                        "cases must be at least 5 for five folds, got 4; train fold all, or write your own splits_final.json");
        assertThatThrownBy(() -> CrossValidationSplit.generate(cases(5)).fold(-1, cases(5)))
                .hasMessage("fold must be 0 or more, got -1");
    }
}
