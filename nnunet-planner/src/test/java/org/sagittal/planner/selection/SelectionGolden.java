package org.sagittal.planner.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.sagittal.evaluation.JsonText;
import org.sagittal.geometry.io.npy.NpzStream;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.models.inference.Postprocessing;
import org.sagittal.preprocessing.reader.CaseImages;

/** What nnU-Net 2.8.1 chose, wrote and scored, beside what is written here: labels and decisions exact, scores within 1e-9. */
final class SelectionGolden {
    private static final double SCORE = 1e-9;
    private static final double PROBABILITY = 1e-6;

    private final Path golden;

    SelectionGolden(Path golden) {
        this.golden = golden;
    }

    /** Chooses among all that lies in {@code results/<dataset>} of the golden, with the reference beside it. */
    Selection choose(Path output) {
        ResultsFolder results = ResultsFolder.open(dataset());
        return new ModelSelection(
                        new SelectionRequest(
                                dataset(),
                                results.configurations(),
                                results.sharedFolds(results.configurations()),
                                golden.resolve("reference"),
                                true,
                                Optional.of(output),
                                false,
                                2),
                        SelectionListener.NONE)
                .run();
    }

    Path dataset() {
        try (var folders = Files.list(golden.resolve("results"))) {
            return folders.findFirst().orElseThrow();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    Path expected() {
        return golden.resolve("expected");
    }

    /** Every file below {@code expected/} that nnU-Net's choice left has its equal below the output. */
    void assertSame(Path output) {
        try (var files = Files.walk(expected())) {
            List<Path> all = files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("ensemble-of-first-fold"))
                    .toList();
            assertThat(all).isNotEmpty();
            for (Path file : all) {
                Path relative = expected().relativize(file);
                Path own = output.resolve(relative);
                switch (relative.getFileName().toString()) {
                    case "inference_instructions.txt" -> assertThat(own).isRegularFile();
                    case "dataset.json", "plans.json" -> assertThat(own).hasSameBinaryContentAs(file);
                    default -> {
                        if (relative.toString().endsWith(".json")) {
                            assertSameJson(relative.toString(), JsonText.read(own), JsonText.read(file));
                        } else {
                            assertSameLabels(own, file);
                        }
                    }
                }
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    void assertSameLabels(Path own, Path expected) {
        PredictionFolder like =
                PredictionFolder.open(expected.getParent(), Optional.of(golden.resolve("dataset.json")));
        CaseImages wanted = like.grid(expected);
        CaseImages got = like.grid(own);
        assertThat(got.placement())
                .as(own.toString())
                .usingRecursiveComparison()
                .isEqualTo(wanted.placement());
        LabelVoxels labels = like.reader().readLabel(expected);
        LabelVoxels ours = like.reader().readLabel(own);
        for (int z = 0; z < labels.shape().z(); z++) {
            assertThat(ours.slice(z)).as(own + " slice " + z).isEqualTo(labels.slice(z));
        }
    }

    /** Numbers within 1e-9; file names by what follows the results folder, since the files lie elsewhere here. */
    private static void assertSameJson(String at, JsonNode own, JsonNode expected) {
        if (expected.isObject()) {
            assertThat(names(own)).as(at).containsExactlyElementsOf(names(expected));
            for (Map.Entry<String, JsonNode> field : expected.properties()) {
                assertSameJson(at + "." + field.getKey(), own.get(field.getKey()), field.getValue());
            }
        } else if (expected.isArray()) {
            assertThat(own.size()).as(at).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertSameJson(at + "[" + i + "]", own.get(i), expected.get(i));
            }
        } else if (expected.isNumber() && Double.isNaN(expected.doubleValue())) {
            assertThat(own.doubleValue()).as(at).isNaN();
        } else if (expected.isNumber()) {
            assertThat(own.doubleValue()).as(at).isCloseTo(expected.doubleValue(), within(SCORE));
        } else if (at.endsWith("_file")) {
            // nnU-Net's scores of postprocessed files name those of a temporary folder, or of the input.
            int names = at.contains("metric_per_case") ? 1 : 2;
            assertThat(tail(own.asText(), names)).as(at).isEqualTo(tail(expected.asText(), names));
        } else {
            assertThat(own).as(at).isEqualTo(expected);
        }
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static Path tail(String file, int names) {
        Path path = Path.of(file);
        return path.subpath(path.getNameCount() - names, path.getNameCount());
    }

    /** {@code nnUNetv2_ensemble --save_npz} of both models' fold 0. */
    void assertSameEnsemble(Path output) {
        List<Path> folders;
        try (var models = Files.list(dataset())) {
            folders = models.map(model -> model.resolve("fold_0/validation"))
                    .sorted()
                    .toList();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        PredictionFolder first = PredictionFolder.open(folders.get(0), Optional.of(golden.resolve("dataset.json")));
        SortedMap<String, List<Path>> cases = ProbabilityEnsemble.cases(folders);
        assertThat(new ProbabilityEnsemble(first.at(output), true, false, 2).run(cases, "test", SelectionListener.NONE))
                .isEmpty();
        Path expected = expected().resolve("ensemble-of-first-fold");
        assertThat(PredictionFolder.probabilities(output).keySet())
                .isEqualTo(PredictionFolder.probabilities(expected).keySet());
        for (String id : cases.keySet()) {
            String name = id + first.dataset().fileEnding();
            assertSameLabels(output.resolve(name), expected.resolve(name));
            assertSameProbabilities(output.resolve(id + ".npz"), expected.resolve(id + ".npz"));
        }
    }

    private static void assertSameProbabilities(Path own, Path expected) {
        try (NpzStream ours = NpzStream.open(own, "probabilities");
                NpzStream theirs = NpzStream.open(expected, "probabilities")) {
            assertThat(ours.shape()).isEqualTo(theirs.shape());
            int[] shape = ours.shape();
            float[] a = new float[shape[2] * shape[3]];
            float[] b = new float[a.length];
            double worst = 0;
            for (int i = 0; i < shape[0] * shape[1]; i++) {
                ours.next(a);
                theirs.next(b);
                for (int k = 0; k < a.length; k++) {
                    worst = Math.max(worst, Math.abs(a[k] - b[k]));
                }
            }
            assertThat(worst).as(own.toString()).isLessThanOrEqualTo(PROBABILITY);
        }
    }

    /** The steps that nnU-Net chose for the winner. */
    Postprocessing expectedPostprocessing() {
        try (var files = Files.walk(expected())) {
            return Postprocessing.read(files.filter(file -> file.endsWith("postprocessing.json"))
                    .findFirst()
                    .orElseThrow());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
