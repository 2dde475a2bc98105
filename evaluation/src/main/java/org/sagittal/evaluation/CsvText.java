package org.sagittal.evaluation;

/**
 * Lines of comma-separated values, which spreadsheets, R and pandas take as they are.
 *
 * <p>Reference: RFC 4180, with a line feed alone at the end of a line.
 */
public final class CsvText {
    private CsvText() {}

    /**
     * Adds a line.
     *
     * @param text what is written so far
     * @param cells in order; quoted where they must be
     */
    public static void line(StringBuilder text, String... cells) {
        for (int i = 0; i < cells.length; i++) {
            text.append(i == 0 ? "" : ",").append(quoted(cells[i]));
        }
        text.append('\n');
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
