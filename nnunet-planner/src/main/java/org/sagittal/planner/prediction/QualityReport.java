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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.models.inference.CaseQuality;

/**
 * {@code quality.json}: which predictions someone should look at, judged from how far the passes of folds and mirrors agree. Cases of an
 * earlier run stay in it.
 *
 * <p>Two rules of thumb. A case deserves a look if its passes agree about some class less than a bound, whatever the other cases do; and, among
 * at least ten cases, if it lies further below the median agreement than three deviations (1.4826 times the median absolute deviation, at
 * least 0.005): how far passes agree depends on how many there are, mirrors alone agree more than folds do.
 *
 * <p>On the 39 validation cases of a hippocampus model (one fold, 8 mirrors) the bound named none, the second rule four: those with the worst,
 * second, third and sixth worst Dice. Lowest agreement and lowest true Dice of a case correlated with Pearson 0.79 and Spearman 0.39: it finds
 * the bad cases and does not rank the good ones.
 */
public final class QualityReport {
    /** Below this agreement about some class a case deserves a look. */
    public static final double USUAL_BOUND = 0.85;

    private static final int CASES_TO_COMPARE = 10;
    private static final double DEVIATIONS = 3;
    private static final double SMALLEST_DEVIATION = 0.005;
    /** Median absolute deviation to standard deviation, for normal values. */
    private static final double NORMAL = 1.4826;

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
            JSON.readTree(Files.readAllBytes(file)).path("cases").properties().stream()
                    .filter(entry -> entry.getValue().isObject())
                    .forEach(entry -> cases.put(entry.getKey(), entry.getValue()));
        } catch (JsonProcessingException e) {
            // Whatever it was, it is no report of ours: it is written anew.
            cases.clear();
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read: " + FileTrouble.reason(e), e);
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
        node.put("look", false);
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
        double below = lookBelow();
        root.put("look_below", Math.round(below * 1e6) / 1e6);
        ObjectNode all = root.putObject("cases");
        cases.forEach((id, described) -> all.set(id, ((ObjectNode) described).put("look", lowest(id) < below)));
        byte[] text = root.toPrettyString().getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, out -> out.write(text));
    }

    /** The bound, or more where the other cases say that more is usual. */
    private double lookBelow() {
        double[] agreements = cases.values().stream()
                .filter(described -> described.path("lowest_agreement").isNumber())
                .mapToDouble(described -> described.path("lowest_agreement").asDouble())
                .toArray();
        if (agreements.length < CASES_TO_COMPARE) {
            return bound;
        }
        double median = median(agreements);
        double deviation = NORMAL
                * median(
                        Arrays.stream(agreements).map(a -> Math.abs(a - median)).toArray());
        return Math.max(bound, median - DEVIATIONS * Math.max(deviation, SMALLEST_DEVIATION));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
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
                    lookBelow());
        }
        List<String> said = look.stream()
                .map(id -> String.format(Locale.ROOT, "%s (%.2f)", id, lowest(id)))
                .toList();
        return look.size() + " of " + known.size() + (look.size() == 1 ? " cases deserves" : " cases deserve")
                + " a look: " + String.join(", ", said);
    }

    private double lowest(String id) {
        return cases.get(id).path("lowest_agreement").asDouble(1);
    }
}
