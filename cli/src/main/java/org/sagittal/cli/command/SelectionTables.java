package org.sagittal.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.planner.selection.Candidate;
import org.sagittal.planner.selection.LearnedPostprocessing;
import org.sagittal.planner.selection.PostprocessingTrial;
import org.sagittal.planner.selection.Selection;

/** What was chosen and learned, as tables for people. */
final class SelectionTables {
    private static final int MOST_CLASSES = 6;
    private static final int LONGEST = 40;

    private SelectionTables() {}

    /**
     * One line a candidate, best last said.
     *
     * @param selection the choice
     * @return lines
     */
    static List<String> selection(Selection selection) {
        List<LabelGroup> groups = selection.postprocessing().groups();
        List<LabelGroup> shown = groups.size() <= MOST_CLASSES ? groups : List.of();
        int width = selection.candidates().stream()
                .mapToInt(candidate -> candidate.label().length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder(pad("Dice on held-out cases", Math.max(width, 22))).append("   mean");
        shown.forEach(group -> head.append("  ").append(column(group.name())));
        lines.add(head.toString());
        for (int i = 0; i < selection.candidates().size(); i++) {
            Candidate candidate = selection.candidates().get(i);
            StringBuilder line = new StringBuilder(pad(candidate.label(), Math.max(width, 22)))
                    .append("  ")
                    .append(four(selection.compared().scores().get(i)));
            shown.forEach(group ->
                    line.append("  ").append(column(four(LearnedPostprocessing.dice(candidate.summary(), group)))));
            lines.add(line + (candidate.equals(selection.best()) ? "  <- best" : ""));
        }
        if (!selection.compared().leftOut().isEmpty()) {
            lines.add("Left out of every mean, since undefined for some candidate (the class occurs nowhere): "
                    + String.join(", ", names(groups, selection.compared().leftOut())));
        }
        return lines;
    }

    private static List<String> names(List<LabelGroup> groups, List<String> keys) {
        return groups.stream()
                .filter(group -> keys.contains(group.key()))
                .map(LabelGroup::name)
                .toList();
    }

    /**
     * What was tried and taken, then each class before and after.
     *
     * @param learned the postprocessing
     * @return lines
     */
    static List<String> postprocessing(LearnedPostprocessing learned) {
        List<String> lines = new ArrayList<>();
        int width = learned.trials().stream()
                .mapToInt(trial -> Math.min(LONGEST, trial.name().length()))
                .max()
                .orElse(0);
        width = Math.max(width, "keep the largest of".length());
        lines.add(pad("Keep the largest of", width) + "  before   after");
        for (PostprocessingTrial trial : learned.trials()) {
            lines.add(pad(trial.name(), width) + "  " + four(trial.before()) + "  " + four(trial.after()) + "  "
                    + (trial.taken() ? "taken: " : "not taken: ") + trial.reason());
        }
        lines.add("");
        if (learned.postprocessing().steps().isEmpty()) {
            lines.add("No postprocessing helps; label maps stay as they are.");
            return lines;
        }
        List<Double> means = learned.means().scores();
        lines.add(pad("Dice", width) + "  before   after");
        lines.add(pad("mean", width) + "  " + four(means.get(0)) + "  " + four(means.get(1)));
        for (LabelGroup group : learned.groups()) {
            lines.add(pad(group.name(), width) + "  " + four(LearnedPostprocessing.dice(learned.before(), group)) + "  "
                    + four(LearnedPostprocessing.dice(learned.after(), group)));
        }
        return lines;
    }

    /**
     * A text file.
     *
     * @param file small
     * @return its lines
     */
    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static String column(String text) {
        String cut = text.length() > 10 ? text.substring(0, 9) + "." : text;
        return " ".repeat(10 - cut.length()) + cut;
    }

    private static String pad(String text, int width) {
        String cut = text.length() > LONGEST && width <= LONGEST ? text.substring(0, LONGEST - 1) + "." : text;
        return cut + " ".repeat(Math.max(0, width - cut.length()));
    }

    private static String four(double value) {
        return Double.isNaN(value) ? "     -" : String.format(Locale.ROOT, "%.4f", value);
    }
}
