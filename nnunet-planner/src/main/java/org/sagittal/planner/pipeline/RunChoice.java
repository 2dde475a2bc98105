package org.sagittal.planner.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.models.inference.Postprocessing;

/**
 * Which of the trainings in a folder were found best: what {@code find-best} wrote into {@code inference_information.json}, and the
 * {@code postprocessing.json} of the winner.
 *
 * @param configurations what is averaged, at least one
 * @param plans name of the plans of each
 * @param heldOut folder of the winner's label maps of the held-out cases, after postprocessing where there are such
 * @param postprocessing what to do with label maps
 */
record RunChoice(List<String> configurations, List<String> plans, Path heldOut, Postprocessing postprocessing) {
    /** The file that says it. */
    static final String INFORMATION = "inference_information.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the lists. */
    RunChoice {
        configurations = List.copyOf(configurations);
        plans = List.copyOf(plans);
    }

    /**
     * Reads what was chosen.
     *
     * @param folder the folder of a whole job
     * @return nothing if nothing was chosen there, or the winner's files are gone
     * @throws FormatException if a file cannot be read
     */
    static Optional<RunChoice> read(Path folder) {
        Path file = folder.resolve(INFORMATION);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        JsonNode best = json(file).path("best_model_or_ensemble");
        List<String> configurations = new ArrayList<>();
        List<String> plans = new ArrayList<>();
        for (JsonNode one : best.path("selected_model_or_models")) {
            configurations.add(one.path("configuration").asText());
            plans.add(one.path("plans_identifier").asText());
        }
        Optional<Path> winner = winner(folder, best.path("postprocessing_file").asText());
        if (configurations.isEmpty() || winner.isEmpty()) {
            return Optional.empty();
        }
        Path after = winner.get().resolve("postprocessed");
        return Optional.of(new RunChoice(
                configurations,
                plans,
                Files.isDirectory(after) ? after : winner.get(),
                postprocessing(winner.get().resolve("postprocessing.json"))));
    }

    /** The folds of the chosen configurations. */
    List<RunFolder> of(List<RunFolder> runs) {
        return runs.stream()
                .filter(run -> configurations.contains(run.configuration()))
                .toList();
    }

    /** The path that stands there is an absolute one, and the whole folder may have been moved since. */
    private static Optional<Path> winner(Path folder, String file) {
        String[] parts = file.replace('\\', '/').split("/");
        if (parts.length < 3) {
            return Optional.empty();
        }
        String end = parts[parts.length - 3] + "/" + parts[parts.length - 2];
        return Stream.of(folder.resolve("runs").resolve(end), folder.resolve(end))
                .filter(found -> Files.isRegularFile(found.resolve("postprocessing.json")))
                .findFirst();
    }

    private static Postprocessing postprocessing(Path file) {
        try {
            return Postprocessing.parse(json(file));
        } catch (IllegalArgumentException e) {
            throw new FormatException(file, e.getMessage(), e);
        }
    }

    private static JsonNode json(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new FormatException(file, "must be JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }
}
