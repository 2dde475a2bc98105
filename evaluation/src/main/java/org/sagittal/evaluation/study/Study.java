package org.sagittal.evaluation.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.sagittal.evaluation.CsvText;

/**
 * Contenders on the same folds, cases and classes: (contender, repeat, case, class) -> score in 0..1.
 *
 * <p>A class that is empty in reference and prediction has no score. Where that holds for all contenders, it counts for none of them in that
 * case; where another one has a score, the empty prediction is right and counts 1: else who invents a structure would be compared with nobody.
 *
 * <p>Reference: Isensee et al., nnU-Net Revisited (2024), arXiv 2404.09556, on the same folds for all and the spread of methods against that of
 * repeats.
 */
public final class Study {
    private final List<Contender> contenders;
    private final List<Integer> folds;
    private final List<Held> cases;
    private final List<String> classes;
    private final double[][][][] values;

    /** A case and the fold that held it out. */
    private record Held(int fold, String id) {}

    private Study(List<Contender> contenders, List<Integer> folds, List<Held> cases, List<String> classes) {
        this.contenders = contenders;
        this.folds = folds;
        this.cases = cases;
        this.classes = classes;
        this.values = new double[contenders.size()][][][];
        for (int c = 0; c < values.length; c++) {
            List<SortedMap<Integer, Trial>> repeats = contenders.get(c).repeats();
            values[c] = new double[repeats.size()][][];
            for (int r = 0; r < repeats.size(); r++) {
                values[c][r] = table(repeats.get(r));
            }
        }
        settleEmpties();
    }

    /**
     * Puts contenders side by side.
     *
     * @param contenders at least two, with different names
     * @return the study
     * @throws IllegalArgumentException if their folds or cases differ, naming how
     */
    public static Study of(List<Contender> contenders) {
        if (contenders.size() < 2) {
            throw new IllegalArgumentException("contenders must number at least 2, got " + contenders.size());
        }
        SortedMap<Integer, Trial> first = contenders.get(0).repeats().get(0);
        Set<String> names = new TreeSet<>();
        Set<String> classes = new TreeSet<>();
        for (Contender contender : contenders) {
            if (!names.add(contender.name())) {
                throw new IllegalArgumentException("contenders must differ in their names, got " + contender.name());
            }
            for (SortedMap<Integer, Trial> repeat : contender.repeats()) {
                requireSame(contenders.get(0).name(), first, contender.name(), repeat);
                repeat.values().forEach(trial -> trial.scores().values().forEach(one -> classes.addAll(one.keySet())));
            }
        }
        List<Held> cases = new ArrayList<>();
        first.forEach((fold, trial) -> trial.scores().keySet().forEach(id -> cases.add(new Held(fold, id))));
        return new Study(List.copyOf(contenders), List.copyOf(first.keySet()), cases, List.copyOf(classes));
    }

    private static void requireSame(
            String firstName, SortedMap<Integer, Trial> first, String name, SortedMap<Integer, Trial> repeat) {
        if (!first.keySet().equals(repeat.keySet())) {
            throw new IllegalArgumentException("contenders must have the same folds, got " + first.keySet() + " of "
                    + firstName + " and " + repeat.keySet() + " of " + name);
        }
        first.forEach((fold, trial) -> {
            Set<String> different = new TreeSet<>(trial.scores().keySet());
            Set<String> others = repeat.get(fold).scores().keySet();
            Set<String> both = new TreeSet<>(different);
            both.retainAll(others);
            different.addAll(others);
            different.removeAll(both);
            if (!different.isEmpty()) {
                throw new IllegalArgumentException("fold " + fold + " must hold out the same cases, but " + firstName
                        + " and " + name + " differ in " + different.size() + ", the first is "
                        + different.iterator().next());
            }
        });
    }

    private double[][] table(SortedMap<Integer, Trial> repeat) {
        double[][] table = new double[cases.size()][classes.size()];
        for (int i = 0; i < table.length; i++) {
            var scores =
                    repeat.get(cases.get(i).fold()).scores().get(cases.get(i).id());
            for (int k = 0; k < table[i].length; k++) {
                table[i][k] = scores.getOrDefault(classes.get(k), Double.NaN);
            }
        }
        return table;
    }

    private void settleEmpties() {
        for (int i = 0; i < cases.size(); i++) {
            for (int k = 0; k < classes.size(); k++) {
                int at = i;
                int of = k;
                boolean somewhere =
                        Arrays.stream(values).flatMap(Arrays::stream).anyMatch(table -> !Double.isNaN(table[at][of]));
                for (double[][][] ofContender : values) {
                    for (double[][] table : ofContender) {
                        table[i][k] = somewhere && Double.isNaN(table[i][k]) ? 1 : table[i][k];
                    }
                }
            }
        }
    }

    /**
     * Who competes.
     *
     * @return names, in the order given
     */
    public List<String> names() {
        return contenders.stream().map(Contender::name).toList();
    }

    /**
     * What was held out by turns.
     *
     * @return fold numbers, ascending
     */
    public List<Integer> folds() {
        return folds;
    }

    /**
     * The classes or regions.
     *
     * @return keys, ascending
     */
    public List<String> classes() {
        return classes;
    }

    /**
     * How often a contender's folds were trained.
     *
     * @param contender its index
     * @return at least 1
     */
    public int repeats(int contender) {
        return values[contender].length;
    }

    /**
     * The score of one training: the mean over classes of their mean over the fold's cases, as in nnU-Net's summary.
     *
     * @param contender its index
     * @param repeat which time
     * @param fold a fold number
     * @return 0 to 1; NaN if no class occurs in the fold
     */
    public double foldMean(int contender, int repeat, int fold) {
        double[] means = new double[classes.size()];
        for (int k = 0; k < means.length; k++) {
            int of = k;
            means[k] = mean(IntStream.range(0, cases.size())
                    .filter(i -> cases.get(i).fold() == fold)
                    .mapToDouble(i -> values[contender][repeat][i][of])
                    .toArray());
        }
        return mean(means);
    }

    /**
     * The score of every case that has one: the mean over its classes, then over repeats.
     *
     * @return (contenders, cases)
     */
    public double[][] caseScores() {
        int[] scored = IntStream.range(0, cases.size())
                .filter(i -> Arrays.stream(values[0][0][i]).anyMatch(v -> !Double.isNaN(v)))
                .toArray();
        double[][] scores = new double[values.length][scored.length];
        for (int c = 0; c < scores.length; c++) {
            for (int i = 0; i < scored.length; i++) {
                int at = scored[i];
                scores[c][i] = mean(Arrays.stream(values[c])
                        .mapToDouble(table -> mean(table[at]))
                        .toArray());
            }
        }
        return scores;
    }

    /**
     * All values as lines of text for spreadsheets.
     *
     * @return lines of contender, repeat, fold, case, class, score
     */
    public String csv() {
        StringBuilder text = new StringBuilder();
        CsvText.line(text, "contender", "repeat", "fold", "case", "class", "score");
        for (int c = 0; c < values.length; c++) {
            for (int r = 0; r < values[c].length; r++) {
                for (int i = 0; i < cases.size(); i++) {
                    addLines(text, c, r, i);
                }
            }
        }
        return text.toString();
    }

    private void addLines(StringBuilder text, int contender, int repeat, int at) {
        Held held = cases.get(at);
        for (int k = 0; k < classes.size(); k++) {
            double value = values[contender][repeat][at][k];
            CsvText.line(
                    text,
                    contenders.get(contender).name(),
                    Integer.toString(repeat),
                    Integer.toString(held.fold()),
                    held.id(),
                    classes.get(k),
                    Double.isNaN(value) ? "" : Double.toString(value));
        }
    }

    /** The mean of what is there; NaN if nothing is. */
    static double mean(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    }

    /** Sample standard deviation; NaN of fewer than two. */
    static double deviation(double[] values) {
        if (values.length < 2) {
            return Double.NaN;
        }
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1));
    }
}
