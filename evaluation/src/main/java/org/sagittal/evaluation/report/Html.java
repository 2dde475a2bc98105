package org.sagittal.evaluation.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.figure.Ink;

/** Text as it may stand in a page: escaped, and numbers with as many digits as they deserve. */
final class Html {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("dice", "Dice"),
            Map.entry("iou", "IoU"),
            Map.entry("sensitivity", "Sensitivity"),
            Map.entry("precision", "Precision"),
            Map.entry("specificity", "Specificity"),
            Map.entry("volume_similarity", "Volume similarity"),
            Map.entry("volume_difference", "Relative volume difference"),
            Map.entry("hd", "HD (mm)"),
            Map.entry("hd95", "HD95 (mm)"),
            Map.entry("assd", "ASSD (mm)"),
            Map.entry("masd", "MASD (mm)"),
            Map.entry("asd_ref_to_pred", "ASD ref→pred (mm)"),
            Map.entry("asd_pred_to_ref", "ASD pred→ref (mm)"),
            Map.entry("boundary_iou", "Boundary IoU"),
            Map.entry("cldice", "clDice"),
            Map.entry("mcc", "MCC"),
            Map.entry("pq", "PQ"),
            Map.entry("rq", "RQ"),
            Map.entry("sq", "SQ"),
            Map.entry("lesion_dice", "Lesion Dice"));

    /** What a page ends with. */
    static final String PAGE_END = "</main></body></html>\n";

    private Html() {}

    /** What a page begins with: everything up to its first heading. */
    static String pageStart(String title) {
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<title>" + escape(title) + "</title>\n<style>\n" + style() + Ink.css()
                + "</style></head>\n<body><main>\n";
    }

    private static String style() {
        try (InputStream css = Html.class.getResourceAsStream("page.css")) {
            if (css == null) {
                throw new IllegalStateException("page.css is missing from this jar; build it again");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("page.css cannot be read from this jar", e);
        }
    }

    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    /** What people call a score. */
    static String scoreName(String name) {
        if (name.startsWith("nsd@")) {
            return "NSD " + name.substring(4) + " mm";
        }
        return NAMES.getOrDefault(name, name);
    }

    /** Whether a score is a length in mm, of which less is better. */
    static boolean isDistance(String name) {
        return scoreName(name).endsWith("(mm)");
    }

    static String number(String scoreName, double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        int digits = isDistance(scoreName) ? 2 : 3;
        return String.format(Locale.ROOT, "%." + digits + "f", value).replace('-', '−');
    }

    static String score(String scoreName, Score score) {
        if (!score.isDefined()) {
            return "<span class=\"none\" title=\"" + escape(score.reason()) + "\">–</span>";
        }
        return number(scoreName, score.orNaN());
    }

    static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
