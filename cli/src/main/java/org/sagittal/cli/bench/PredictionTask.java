package org.sagittal.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Prediction with a trained model of nnU-Net.
 *
 * @param model results folder with {@code fold_0} and the like
 * @param input folder of images
 * @param mirroring whether both sides look at mirrored tiles
 * @param words further words for our side, e.g. {@code --precision bf16}
 */
public record PredictionTask(Path model, Path input, boolean mirroring, List<String> words) {
    /** Copies the words. */
    public PredictionTask {
        words = List.copyOf(words);
    }

    /**
     * The commands.
     *
     * @param name what people call it
     * @param bench where results go
     * @param warmUps runs that do not count
     * @return the task; both sides take every numbered fold of the model
     * @throws IOException if the model's folder cannot be read
     */
    public Task task(String name, Workbench bench, int warmUps) throws IOException {
        Path ours = bench.folder().resolve("ours");
        Path theirs = bench.folder().resolve("theirs");
        return new Task(
                name,
                new Task.Side(List.of(), ourWords(bench, ours), List.of(ours), Optional.empty()),
                new Task.Side(List.of(), theirWords(theirs), List.of(theirs), Optional.empty()),
                Map.of(),
                warmUps);
    }

    /**
     * Our command.
     *
     * @param bench says how it starts
     * @param output takes the label maps
     * @return its words
     */
    List<String> ourWords(Workbench bench, Path output) {
        List<Object> all = new ArrayList<>(List.of("predict", "-m", model, "-i", input, "-o", output));
        if (!mirroring && !words.contains("--fast")) {
            all.add("--no-mirroring");
        }
        all.addAll(words);
        return bench.ours(all.toArray());
    }

    /** One process each for reading and export is nnU-Net's fastest and smallest setting on two cores. */
    List<String> theirWords(Path output) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "nnUNetv2_predict_from_modelfolder",
                "-m",
                model.toAbsolutePath().toString(),
                "-i",
                input.toAbsolutePath().toString(),
                "-o",
                output.toString(),
                "-device",
                "cpu",
                "-npp",
                "1",
                "-nps",
                "1"));
        if (!mirroring) {
            all.add("--disable_tta");
        }
        all.add("-f");
        all.addAll(folds());
        return all;
    }

    private List<String> folds() throws IOException {
        if (!Files.isDirectory(model)) {
            return List.of("0");
        }
        try (Stream<Path> entries = Files.list(model)) {
            List<String> folds = entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("fold_\\d+"))
                    .map(name -> name.substring("fold_".length()))
                    .sorted()
                    .toList();
            return folds.isEmpty() ? List.of("all") : folds;
        }
    }
}
