package org.sagittal.preprocessing.dataset;

import static org.sagittal.preprocessing.dataset.DatasetProblem.fatal;
import static org.sagittal.preprocessing.dataset.DatasetProblem.warning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.sagittal.preprocessing.reader.ImageReaders;

/** Looks for everything that is wrong with {@code dataset.json} itself. */
final class DescriptionCheck {
    private static final String FILE = "dataset.json";
    private static final List<String> LOSSY = List.of(".jpg", ".jpeg", ".webp", ".jp2", ".j2k", ".heic", ".avif");

    private final JsonNode json;
    private final List<DatasetProblem> problems = new ArrayList<>();

    private DescriptionCheck(JsonNode json) {
        this.json = json;
    }

    static List<DatasetProblem> of(JsonNode json) {
        DescriptionCheck check = new DescriptionCheck(json);
        if (!json.isObject()) {
            return List.of(fatal(FILE, "is no JSON object", "write {\"channel_names\": .., \"labels\": .., ..}"));
        }
        check.channelNames();
        check.labels();
        check.numTraining();
        check.fileEnding();
        check.reader();
        return check.problems;
    }

    private void channelNames() {
        JsonNode names = json.get("channel_names");
        if (names == null && json.has("modality")) {
            problems.add(warning(FILE, "names its channels \"modality\", as nnU-Net 1 did", "rename it channel_names"));
            names = json.get("modality");
        }
        if (names == null) {
            missing("channel_names", "add e.g. \"channel_names\": {\"0\": \"CT\"}");
        } else if (!names.isObject() || names.isEmpty()) {
            problems.add(fatal(
                    FILE,
                    "\"channel_names\" must be an object of number -> name, got " + names,
                    "write e.g. {\"0\": \"T1\", \"1\": \"T2\"}"));
        } else {
            int number = 0;
            for (var entry : names.properties()) {
                if (!entry.getKey().equals(String.valueOf(number))) {
                    problems.add(warning(
                            FILE,
                            "channel_names has key \"" + entry.getKey() + "\" where \"" + number + "\" is expected",
                            "number the channels \"0\", \"1\", ... in order"));
                }
                number++;
            }
        }
    }

    private void missing(String key, String mend) {
        problems.add(fatal(FILE, "lacks the key \"" + key + "\"", mend));
    }

    private void labels() {
        JsonNode labels = json.get("labels");
        if (labels == null) {
            missing("labels", "add e.g. \"labels\": {\"background\": 0, \"tumor\": 1}");
            return;
        }
        if (!(labels instanceof ObjectNode object)) {
            problems.add(fatal(FILE, "\"labels\" must be an object of name -> number, got " + labels, "write one"));
            return;
        }
        try {
            consecutive(LabelScheme.parse(object, Optional.ofNullable(json.get("regions_class_order"))));
        } catch (IllegalArgumentException e) {
            problems.add(fatal(FILE, e.getMessage(), "correct labels"));
        }
    }

    private void consecutive(LabelScheme scheme) {
        List<Integer> labels = scheme.allLabels();
        for (int i = 0; i < labels.size(); i++) {
            if (labels.get(i) != i) {
                problems.add(fatal(
                        FILE,
                        "labels must be 0, 1, 2, ... without a gap, got " + labels,
                        "renumber the labels here and in every label file, from " + labels.get(i) + " to " + i
                                + " on"));
                break;
            }
        }
        for (int label : scheme.regionsClassOrder()) {
            if (!labels.contains(label)) {
                problems.add(fatal(
                        FILE,
                        "regions_class_order holds " + label + ", which is no label of " + labels,
                        "list one label of each region"));
            }
        }
        if (labels.size() < 2) {
            problems.add(warning(FILE, "labels has nothing but background", "add what is to be found"));
        }
    }

    private void numTraining() {
        JsonNode number = json.get("numTraining");
        if (number == null) {
            missing("numTraining", "add \"numTraining\": the number of cases");
        } else if (!number.isIntegralNumber()) {
            problems.add(fatal(FILE, "\"numTraining\" must be an integer, got " + number, "write it without quotes"));
        }
    }

    /** Whether the number of cases is the one said. */
    static Optional<DatasetProblem> count(JsonNode json, int found) {
        OptionalInt said = json.path("numTraining").isIntegralNumber()
                ? OptionalInt.of(json.get("numTraining").intValue())
                : OptionalInt.empty();
        if (said.isEmpty() || said.getAsInt() == found) {
            return Optional.empty();
        }
        return Optional.of(fatal(
                FILE,
                "\"numTraining\" is " + said.getAsInt() + " but " + found + " cases were found",
                "set it to " + found + ", or bring the missing cases"));
    }

    private void fileEnding() {
        JsonNode node = json.get("file_ending");
        if (node == null) {
            missing("file_ending", "add e.g. \"file_ending\": \".nii.gz\"");
            return;
        }
        String ending = node.asText();
        if (!ending.startsWith(".")) {
            problems.add(fatal(
                    FILE,
                    "\"file_ending\" must begin with a dot, got \"" + ending + "\"",
                    "write \"." + ending + "\""));
        } else if (LOSSY.contains(ending.toLowerCase(Locale.ROOT))) {
            problems.add(fatal(
                    FILE,
                    "\"file_ending\" is " + ending + ", a format that loses detail and changes labels",
                    "convert the original images, and the labels, to .png or .tif"));
        } else {
            try {
                ImageReaders.byEnding(ending, true);
            } catch (IllegalArgumentException e) {
                problems.add(fatal(FILE, e.getMessage(), "convert images and labels to one of these"));
            }
        }
    }

    private void reader() {
        JsonNode reader = json.get("overwrite_image_reader_writer");
        if (reader != null
                && !reader.asText().equals("None")
                && !ImageReaders.names().contains(reader.asText())) {
            problems.add(warning(
                    FILE,
                    "\"overwrite_image_reader_writer\" is \"" + reader.asText() + "\", which is none of "
                            + ImageReaders.names() + " and will be ignored",
                    "name one of these, or remove the key"));
        }
    }
}
