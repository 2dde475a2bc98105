package org.sagittal.cli.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pairs of label maps in a CSV file with the header {@code id,reference,prediction,labels}. */
public final class PairList {
    private static final List<String> HEADER = List.of("id", "reference", "prediction", "labels");

    private PairList() {}

    /**
     * One pair.
     *
     * @param id its name
     * @param reference the truth
     * @param prediction what is scored
     * @param labels which labels; empty for all
     */
    public record Pair(String id, Path reference, Path prediction, List<Integer> labels) {}

    /**
     * Reads a list.
     *
     * @param csv the file; paths in it are relative to it, labels are separated by blanks
     * @return the pairs in order
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if a line is not understood, with its number
     */
    public static List<Pair> read(Path csv) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        if (lines.isEmpty() || !cells(lines.get(0).replace("\uFEFF", "")).equals(HEADER)) {
            throw new IllegalArgumentException(csv + ": the first line must be " + String.join(",", HEADER));
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                pairs.add(pair(csv, i + 1, cells(lines.get(i))));
            }
        }
        return pairs;
    }

    private static Pair pair(Path csv, int line, List<String> cells) {
        if (cells.size() < 3 || cells.size() > 4) {
            throw new IllegalArgumentException(
                    csv + ", line " + line + ": must have 4 cells " + HEADER + ", got " + cells.size());
        }
        Path folder = csv.toAbsolutePath().getParent();
        String labels = cells.size() == 4 ? cells.get(3) : "";
        try {
            return new Pair(
                    cells.get(0),
                    folder.resolve(cells.get(1)),
                    folder.resolve(cells.get(2)),
                    labels.isBlank()
                            ? List.of()
                            : Arrays.stream(labels.strip().split("\\s+"))
                                    .map(Integer::valueOf)
                                    .toList());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    csv + ", line " + line + ": labels must be whole numbers separated by blanks, got '" + labels + "'",
                    e);
        }
    }

    /** A cell in quotes may hold commas; a doubled quote in it is one quote. */
    static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }
}
