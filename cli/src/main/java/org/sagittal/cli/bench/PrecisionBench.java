package org.sagittal.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.volume.LabelVoxels;

/**
 * The same cases predicted in float32, in bf16, in a hurry, and by nnU-Net where it is installed: Dice with the true labels, and how many
 * voxels have float32's label. Each way runs once.
 */
public final class PrecisionBench {
    private final Workbench bench;
    private final Peers peers;
    private final PredictionTask task;
    private final Path references;
    private final List<String> cases;
    private final Consumer<String> news;

    /**
     * Prepares a comparison.
     *
     * @param bench where results go
     * @param peers who is installed
     * @param task model and images
     * @param references a folder with the cases' true labels and no others
     * @param cases their names
     * @param news takes a line before and after each way
     */
    public PrecisionBench(
            Workbench bench,
            Peers peers,
            PredictionTask task,
            Path references,
            List<String> cases,
            Consumer<String> news) {
        this.bench = bench;
        this.peers = peers;
        this.task = task;
        this.references = references;
        this.cases = List.copyOf(cases);
        this.news = news;
    }

    /**
     * How one way did.
     *
     * @param name which way
     * @param dice mean over labels and cases
     * @param labelDice of each label, by its name in the summary
     * @param agreement share of all voxels with float32's label
     * @param worst the same in the case where it is smallest
     * @param cost of predicting
     */
    public record Row(
            String name, double dice, Map<String, Double> labelDice, double agreement, double worst, Cost cost) {
        /**
         * For {@code --json}.
         *
         * @return one object
         */
        public ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance
                    .objectNode()
                    .put("task", "precision")
                    .put("way", name);
            json.put("dice", dice);
            ObjectNode labels = json.putObject("label_dice");
            labelDice.forEach(labels::put);
            json.put("agreement", agreement).put("worst_agreement", worst);
            return json.put(Figure.WALL, cost.wallSeconds())
                    .put(Figure.PROCESSOR, cost.cpuSeconds())
                    .put(Figure.MEMORY, cost.peakMib());
        }
    }

    /**
     * Predicts and scores.
     *
     * @return float32 first
     * @throws IOException if a command fails
     * @throws InterruptedException if this thread is interrupted
     */
    public List<Row> run() throws IOException, InterruptedException {
        Map<String, List<String>> ways = new LinkedHashMap<>();
        ways.put("float32", List.of());
        ways.put("bf16", List.of("--precision", "bf16"));
        ways.put("--fast", List.of("--fast"));
        Path first = bench.folder().resolve("float32");
        ProcessMeter meter = new ProcessMeter(bench.folder(), bench.environment());
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<String, List<String>> way : ways.entrySet()) {
            Path output = bench.folder().resolve(way.getKey().replace("-", ""));
            PredictionTask chosen = new PredictionTask(task.model(), task.input(), task.mirroring(), way.getValue());
            Workbench.remove(output);
            rows.add(row(way.getKey(), meter, chosen.ourWords(bench, output), output, first));
        }
        Path theirs = bench.folder().resolve("theirs");
        List<String> words = task.theirWords(theirs);
        if (peers.find(words.get(0)).isPresent()) {
            Workbench.remove(theirs);
            rows.add(row("nnU-Net", meter, SideBySide.asUsersRunIt(peers, words), theirs, first));
        }
        return rows;
    }

    private Row row(String name, ProcessMeter meter, List<String> words, Path output, Path first)
            throws IOException, InterruptedException {
        String what = "precision, " + name + ", " + cases.size() + (cases.size() == 1 ? " case" : " cases");
        news.accept(what + " ...");
        Cost cost = meter.run(words);
        news.accept(what + ": " + cost.said());
        Path summary = bench.folder().resolve("summary.json");
        meter.run(bench.ours(
                "evaluate", references, output, "--dataset-json", first.resolve("dataset.json"), "-o", summary));
        JsonNode scores = new ObjectMapper().readTree(summary.toFile());
        Map<String, Double> labels = new LinkedHashMap<>();
        scores.path("mean")
                .fields()
                .forEachRemaining(entry ->
                        labels.put(entry.getKey(), entry.getValue().path("Dice").asDouble(Double.NaN)));
        long same = 0;
        long all = 0;
        double worst = 1;
        for (String id : cases) {
            LabelVoxels expected = labels(first, id);
            long equal = equal(expected, labels(output, id));
            same += equal;
            all += expected.shape().voxels();
            worst = Math.min(worst, (double) equal / expected.shape().voxels());
        }
        double dice = scores.path("foreground_mean").path("Dice").asDouble(Double.NaN);
        return new Row(name, dice, labels, (double) same / all, worst, cost);
    }

    private static LabelVoxels labels(Path folder, String id) throws IOException {
        Path file =
                CaseLinks.label(folder, id).orElseThrow(() -> new IOException(folder + " holds no label map of " + id));
        return VolumeFormats.of(file).readLabels(file).voxels();
    }

    /** How many voxels have the same label in both. */
    static long equal(LabelVoxels one, LabelVoxels other) {
        long equal = 0;
        for (int z = 0; z < one.shape().z(); z++) {
            short[] a = one.slice(z);
            short[] b = other.slice(z);
            for (int i = 0; i < a.length; i++) {
                if (a[i] == b[i]) {
                    equal++;
                }
            }
        }
        return equal;
    }
}
