package org.sagittal.evaluation.report;

import java.util.Base64;
import java.util.List;

/** A part of the page that the caller brings along: a training curve, the plan in words, how long things took. */
public sealed interface ReportSection {
    /**
     * The heading.
     *
     * @return a few words
     */
    String title();

    /**
     * The content as it stands in the page.
     *
     * @return safe HTML
     */
    String html();

    /**
     * A picture.
     *
     * @param title heading
     * @param caption a sentence below it
     * @param png the bytes of a PNG file
     */
    record Picture(String title, String caption, byte[] png) implements ReportSection {
        /** Takes a copy. */
        public Picture {
            png = png.clone();
        }

        @Override
        public byte[] png() {
            return png.clone();
        }

        @Override
        public String html() {
            return "<figure class=\"picture\"><img alt=\"" + Html.escape(title) + "\" src=\"data:image/png;base64,"
                    + Base64.getEncoder().encodeToString(png) + "\"><figcaption>" + Html.escape(caption)
                    + "</figcaption></figure>";
        }
    }

    /**
     * Words, shown with their line ends.
     *
     * @param title heading
     * @param text plain text
     */
    record Words(String title, String text) implements ReportSection {
        @Override
        public String html() {
            return "<pre>" + Html.escape(text) + "</pre>";
        }
    }

    /**
     * A table.
     *
     * @param title heading
     * @param header column names
     * @param rows cells; columns after the first are set to the right
     */
    record Table(String title, List<String> header, List<List<String>> rows) implements ReportSection {
        /** Takes copies and refuses rows of another length than the header. */
        public Table {
            header = List.copyOf(header);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<String> row : rows) {
                if (row.size() != header.size()) {
                    throw new IllegalArgumentException(
                            "row of table \"" + title + "\" must have " + header.size() + " cells, got " + row.size());
                }
            }
        }

        @Override
        public String html() {
            StringBuilder html = new StringBuilder("<div class=\"scroll\"><table><thead><tr>");
            header.forEach(cell ->
                    html.append("<th scope=\"col\">").append(Html.escape(cell)).append("</th>"));
            html.append("</tr></thead><tbody>");
            for (List<String> row : rows) {
                html.append("<tr>");
                for (int i = 0; i < row.size(); i++) {
                    String cell = Html.escape(row.get(i));
                    html.append(i == 0 ? "<th scope=\"row\">" + cell + "</th>" : "<td>" + cell + "</td>");
                }
                html.append("</tr>");
            }
            return html.append("</tbody></table></div>").toString();
        }
    }
}
