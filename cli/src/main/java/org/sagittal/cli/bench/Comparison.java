package org.sagittal.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a task cost here and, where it is installed, at the peer.
 *
 * @param task its name
 * @param figures wall time, processor time and memory, and others that the task has
 * @param alone why there is no peer; empty where there is one
 */
public record Comparison(String task, List<Figure> figures, Optional<String> alone) {
    /** Copies the list. */
    public Comparison {
        figures = List.copyOf(figures);
    }

    /**
     * The line above {@link #line}.
     *
     * @return names of columns
     */
    public static String header() {
        return String.format(
                Locale.ROOT, "%-12s %8s %8s %8s %8s   ours / theirs", "", "wall", "cpu", "memory", "epoch");
    }

    /**
     * For people: medians.
     *
     * @return ratios and both sides; without a peer why, and our side
     */
    public String line() {
        List<String> sides = new ArrayList<>();
        figures.forEach(figure -> sides.add(said(figure)));
        String values = String.join(", ", sides);
        return alone.map(why -> String.format(Locale.ROOT, "%-12s %s; ours alone: %s", task, why, values))
                .orElseGet(() -> String.format(
                        Locale.ROOT,
                        "%-12s %8s %8s %8s %8s   %s",
                        task,
                        ratio(Figure.WALL),
                        ratio(Figure.PROCESSOR),
                        ratio(Figure.MEMORY),
                        ratio(Figure.EPOCH),
                        values));
    }

    private String ratio(String name) {
        return figures.stream()
                .filter(figure -> figure.name().equals(name) && !Double.isNaN(figure.ratio()))
                .map(figure -> String.format(Locale.ROOT, "%.3f", figure.ratio()))
                .findFirst()
                .orElse("-");
    }

    private static String said(Figure figure) {
        String name = switch (figure.name()) {
            case Figure.WALL -> "%s s";
            case Figure.PROCESSOR -> "%s s of processor time";
            case Figure.MEMORY -> "%s MiB";
            default -> "%s s an epoch";
        };
        String format = figure.name().equals(Figure.MEMORY) ? "%.0f" : "%.2f";
        String ours = String.format(Locale.ROOT, format, Figure.median(figure.ours()));
        return String.format(
                Locale.ROOT,
                name,
                figure.theirs().isEmpty()
                        ? ours
                        : ours + " / " + String.format(Locale.ROOT, format, Figure.median(figure.theirs())));
    }

    /**
     * For programs.
     *
     * @return {@code task}, each figure by its name, and {@code alone} where there is no peer
     */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("task", task);
        figures.forEach(figure -> json.set(figure.name(), figure.json()));
        alone.ifPresent(why -> json.put("alone", why));
        return json;
    }
}
