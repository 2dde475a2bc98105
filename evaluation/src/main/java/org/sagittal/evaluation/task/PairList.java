package org.sagittal.evaluation.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sagittal.geometry.io.file.FileTrouble;

/**
 * The list that {@code metrics --pairs} reads: a CSV with the header {@code id,reference,prediction,labels}; paths are relative to the
 * CSV, labels are apart by spaces, none means all. Cells may be quoted (RFC 4180).
 *
 * @param entries one a line
 */
public record PairList(List<Entry> entries) {
    private static final String HEADER = "id,reference,prediction,labels";

    /** Takes a copy. */
    public PairList {
        entries = List.copyOf(entries);
    }

    /**
     * One pair.
     *
     * @param id its name
     * @param reference the truth
     * @param prediction the other
     * @param labels which to score, none for all
     */
    public record Entry(String id, Path reference, Path prediction, List<Integer> labels) {
        /** Takes a copy. */
        public Entry {
            labels = List.copyOf(labels);
        }
    }

    /**
     * Reads a list.
     *
     * @param csv the file
     * @return the pairs
     * @throws IllegalArgumentException if the header or a line is not as it should be; the message names the line
     */
    public static PairList read(Path csv) {
        List<String> lines;
        try {
            lines = Files.readString(csv, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(csv + " cannot be read: " + FileTrouble.reason(e), e);
        }
        String header =
                lines.isEmpty() ? "" : lines.get(0).replace("\uFEFF", "").strip();
        if (!header.equals(HEADER)) {
            throw new IllegalArgumentException(
                    csv + " must begin with the line " + HEADER + ", got \"" + header + "\"");
        }
        Path folder = csv.toAbsolutePath().getParent();
        List<Entry> entries = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                entries.add(entry(lines.get(i), folder, csv + " line " + (i + 1)));
            }
        }
        return new PairList(entries);
    }

    private static Entry entry(String line, Path folder, String where) {
        List<String> cells = cells(line);
        if (cells.size() != 3 && cells.size() != 4) {
            throw new IllegalArgumentException(where + " must have the cells " + HEADER + ", got " + cells.size());
        }
        List<Integer> labels = new ArrayList<>();
        for (String label : (cells.size() == 4 ? cells.get(3) : "").strip().split("\\s+")) {
            if (!label.isEmpty()) {
                try {
                    labels.add(Integer.parseInt(label));
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException(where + ": label must be a whole number, got " + label, e);
                }
            }
        }
        return new Entry(cells.get(0), folder.resolve(cells.get(1)), folder.resolve(cells.get(2)), labels);
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(line.charAt(++i));
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
