package org.sagittal.planner.prediction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.sagittal.geometry.io.WholeFile;
import org.sagittal.models.inference.CaseQuality;

/**
 * {@code quality.json}: which predictions someone should look at, judged from how far the passes of folds and mirrors agree. Cases of an
 * earlier run stay in it.
 *
 * <p>The bound is a rule of thumb. On 10 validation cases of a hippocampus model (one fold, 8 mirrors) the lowest agreement and the lowest
 * true Dice of a case correlate with Pearson 0.94 and Spearman 0.52; without the two worst cases nothing is left of it (Pearson 0.05). All
 * agreements lay above 0.92: mirrors alone agree more than folds do.
 */
public final class QualityReport {
    /** Below this agreement about some class a case deserves a look. */
    public static final double USUAL_BOUND = 0.85;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final double bound;
    private final TreeMap<String, JsonNode> cases = new TreeMap<>();

    /**
     * Begins a report, or goes on with the one that is there.
     *
     * @param file where it lies
     * @param bound the lowest agreement that needs no look, in [0, 1]
     */
    public QualityReport(Path file, double bound) {
        if (!(bound >= 0 && bound <= 1)) {
            throw new IllegalArgumentException("the agreement that needs no look must be in [0, 1], got " + bound);
        }
        this.file = file;
        this.bound = bound;
        if (Files.exists(file)) {
            readEarlier();
        }
    }

    private void readEarlier() {
        try {
            JSON.readTree(Files.readAllBytes(file))
                    .path("cases")
                    .properties()
                    .forEach(entry -> cases.put(entry.getKey(), entry.getValue()));
        } catch (JsonProcessingException e) {
            // Whatever it was, it is no report of ours: it is written anew.
            cases.clear();
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Adds a case and writes the report.
     *
     * @param id the case
     * @param quality how far its passes agree
     */
    public void add(String id, CaseQuality quality) {
        ObjectNode node = JSON.createObjectNode();
        node.put("look", quality.deservesALook(bound));
        put(node, "lowest_agreement", quality.lowestAgreement());
        ObjectNode agreement = node.putObject("agreement");
        quality.agreement().forEach((name, value) -> put(agreement, name, value));
        put(node, "mean_uncertainty_of_foreground", quality.foregroundUncertainty());
        cases.put(id, node);
        write();
    }

    private static void put(ObjectNode node, String name, OptionalDouble value) {
        if (value.isPresent()) {
            node.put(name, Math.round(value.getAsDouble() * 1e6) / 1e6);
        } else {
            node.putNull(name);
        }
    }

    private void write() {
        ObjectNode root = JSON.createObjectNode();
        root.put("look_below", bound);
        ObjectNode all = root.putObject("cases");
        cases.forEach(all::set);
        byte[] text = root.toPrettyString().getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, out -> out.write(text));
    }

    /**
     * The verdict for people.
     *
     * @param ids the cases it is about
     * @return e.g. {@code 2 of 40 cases deserve a look: hip_004 (0.71), hip_019 (0.80)}; the least agreement first
     */
    public String verdict(List<String> ids) {
        List<String> known = ids.stream().filter(cases::containsKey).toList();
        List<String> look = new ArrayList<>(known.stream()
                .filter(id -> cases.get(id).path("look").asBoolean())
                .toList());
        look.sort((a, b) -> Double.compare(lowest(a), lowest(b)));
        if (look.isEmpty()) {
            return String.format(
                    Locale.ROOT,
                    "No case needs a second look: the passes agree to %.2f or more about every class",
                    bound);
        }
        List<String> said = look.stream()
                .map(id -> String.format(Locale.ROOT, "%s (%.2f)", id, lowest(id)))
                .toList();
        return look.size() + " of " + known.size() + (look.size() == 1 ? " cases deserves" : " cases deserve")
                + " a look: " + String.join(", ", said);
    }

    private double lowest(String id) {
        return cases.get(id).path("lowest_agreement").asDouble();
    }
}
