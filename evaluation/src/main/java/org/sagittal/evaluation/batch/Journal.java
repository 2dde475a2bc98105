package org.sagittal.evaluation.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sagittal.evaluation.JsonText;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.batch.CaseResult.ScoredCase;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;

/**
 * What a batch has done so far: a line that says under which rules, then a line a scored case with the sizes and times of its files. A
 * line that a crash cut off is passed over.
 */
final class Journal implements AutoCloseable {
    private final Path file;
    private final Map<String, JsonNode> entries;
    private final BufferedWriter writer;

    private Journal(Path file, Map<String, JsonNode> entries, BufferedWriter writer) {
        this.file = file;
        this.entries = entries;
        this.writer = writer;
    }

    /** Opens the file, or starts it anew if it was kept under other rules. */
    static Journal open(Path file, ScoringScheme scheme, CaseScorer scorer) {
        String header = JsonText.oneLine(JsonNodeFactory.instance
                .objectNode()
                .put("journal", 1)
                .put("scorer", scorer.name())
                .put("scheme", scheme.toString()));
        Map<String, JsonNode> entries = new HashMap<>();
        try {
            StringBuilder kept = new StringBuilder(header).append('\n');
            for (String line : linesUnder(header, file)) {
                keepEntry(line, entries, kept);
            }
            JsonText.write(file, kept.toString());
            return new Journal(
                    file, entries, Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new FormatException(file, "cannot be opened: " + FileTrouble.reason(e), e);
        }
    }

    private static List<String> linesUnder(String header, Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        // Not readString, which refuses the file if its last line was cut within a letter.
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return lines.isEmpty() || !lines.get(0).equals(header) ? List.of() : lines.subList(1, lines.size());
    }

    private static void keepEntry(String line, Map<String, JsonNode> entries, StringBuilder kept) {
        try {
            JsonNode entry = JsonText.parse(line);
            if (entry.path("id").isTextual() && entry.path("groups").isObject()) {
                entries.put(entry.get("id").textValue(), entry);
                kept.append(line).append('\n');
            }
        } catch (IllegalArgumentException e) {
            // The process ended in the middle of this line; its case is scored again.
            return;
        }
    }

    /** The cases whose files are as they were when they were scored. */
    Map<CasePair, ScoredCase> known(List<CasePair> cases) {
        Map<CasePair, ScoredCase> known = new HashMap<>();
        for (CasePair pair : cases) {
            JsonNode entry = entries.get(pair.id());
            if (entry != null && entry.path("files").equals(stamp(pair))) {
                Map<String, GroupScores> groups = new LinkedHashMap<>();
                for (Map.Entry<String, JsonNode> group : entry.get("groups").properties()) {
                    groups.put(group.getKey(), GroupScores.parse(group.getValue()));
                }
                known.put(pair, new ScoredCase(pair, groups));
            }
        }
        return known;
    }

    /** Adds a case and makes sure that it is on the disk's side of a crash of this process. */
    void add(ScoredCase scored) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("id", scored.files().id());
        entry.set("files", stamp(scored.files()));
        ObjectNode groups = entry.putObject("groups");
        scored.groups().forEach((key, scores) -> groups.set(key, scores.toJson()));
        try {
            writer.write(JsonText.oneLine(entry));
            writer.newLine();
            writer.flush();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static JsonNode stamp(CasePair pair) {
        return JsonText.parse("[" + stamp(pair.reference()) + "," + stamp(pair.prediction()) + "]");
    }

    private static String stamp(Path file) {
        try {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("path", file.toAbsolutePath().normalize().toString());
            node.put("bytes", Files.size(file));
            node.put("modified", Files.getLastModifiedTime(file).toString());
            return JsonText.oneLine(node);
        } catch (IOException e) {
            return "null";
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private FormatException unwritable(IOException e) {
        return new FormatException(file, "cannot be written: " + FileTrouble.reason(e), e);
    }
}
