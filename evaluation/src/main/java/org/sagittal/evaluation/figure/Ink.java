package org.sagittal.evaluation.figure;

import java.util.List;

/**
 * How marks of one role look, on light paper and on dark. Colours are {@code #rrggbb} or {@code none}.
 *
 * @param name of the role, also the class in a page
 * @param fill on light paper
 * @param stroke on light paper
 * @param darkFill on dark paper
 * @param darkStroke on dark paper
 * @param width of the stroke, in pixels
 * @param dash lengths of dash and gap in pixels; empty for a line without gaps
 * @param opacity 0 to 1
 */
public record Ink(
        String name,
        String fill,
        String stroke,
        String darkFill,
        String darkStroke,
        double width,
        List<Double> dash,
        double opacity) {
    private static final String NONE = "none";

    /** Words of a scale. */
    public static final Ink WORDS = filled("words", "#5a6774", "#98a5b1", 1);

    /** Words that name something. */
    public static final Ink NAMES = filled("names", "#16202a", "#e6ebef", 1);

    /** Words on a slice, which is dark on any paper. */
    public static final Ink LETTERS = filled("letters", "#ffffff", "#ffffff", 1);

    /** What lies below words on a slice, so that they show on bright tissue. */
    public static final Ink SHADE = new Ink("shade", "#000000", "#000000", "#000000", "#000000", 5, List.of(), 0.6);

    /** Lines of a scale. */
    public static final Ink GRID = lined("grid", "#dde3e8", "#2a343d", 1);

    /** The middle half of a distribution. */
    public static final Ink BOX = filled("box", "#cfe8e4", "#1f4540", 1);

    /** A case. */
    public static final Ink DOT = filled("dot", "#0f766e", "#4fd1c1", 0.6);

    /** Many cases. */
    public static final Ink BAR = filled("bar", "#0f766e", "#4fd1c1", 0.7);

    /** The median, and the whiskers of a mean. */
    public static final Ink LINE = lined("line", "#16202a", "#e6ebef", 1.5);

    /** A mean. */
    public static final Ink MEAN = new Ink("mean", "#ffffff", "#16202a", "#10161b", "#e6ebef", 1.5, List.of(), 1);

    /** The ground that slices lie on. */
    public static final Ink GROUND = filled("ground", "#000000", "#000000", 1);

    /** The reference's outline. */
    public static final Ink REFERENCE = lined("ref", "#14b8a6", "#14b8a6", 1.6);

    /** The prediction's outline. */
    public static final Ink PREDICTION = new Ink("pred", NONE, "#f97316", NONE, "#f97316", 1.6, List.of(4.0, 2.5), 1);

    /** The reference where the prediction's error is drawn. */
    public static final Ink TRUTH = new Ink("truth", NONE, "#9ca3af", NONE, "#9ca3af", 1, List.of(1.5, 2.0), 0.9);

    /** What lies below a coloured line, so that it shows on bright tissue. */
    public static final Ink HALO = new Ink("halo", NONE, "#000000", NONE, "#000000", 4.4, List.of(), 0.65);

    /** All roles whose look a page must know. */
    static final List<Ink> ALL = List.of(
            WORDS, NAMES, LETTERS, SHADE, GRID, BOX, DOT, BAR, LINE, MEAN, GROUND, REFERENCE, PREDICTION, TRUTH, HALO);

    /** Takes a copy. */
    public Ink {
        dash = List.copyOf(dash);
    }

    private static Ink filled(String name, String light, String dark, double opacity) {
        return new Ink(name, light, NONE, dark, NONE, 0, List.of(), opacity);
    }

    private static Ink lined(String name, String light, String dark, double width) {
        return new Ink(name, NONE, light, NONE, dark, width, List.of(), 1);
    }

    /** A role that looks the same on any paper. */
    static Ink line(String name, String colour, double width) {
        return lined(name, colour, colour, width);
    }

    /** The same role as an area. */
    Ink asArea() {
        return new Ink(name + "-area", stroke, NONE, darkStroke, NONE, 0, List.of(), opacity);
    }

    /**
     * What a page must say of all roles, so that inline drawings follow its paper.
     *
     * @return style rules
     */
    public static String css() {
        StringBuilder css = new StringBuilder();
        StringBuilder dark = new StringBuilder();
        for (Ink ink : everyInk()) {
            css.append(ink.rule(ink.fill, ink.stroke, true));
            if (!ink.darkFill.equals(ink.fill) || !ink.darkStroke.equals(ink.stroke)) {
                dark.append(ink.rule(ink.darkFill, ink.darkStroke, false));
            }
        }
        return css + "@media screen and (prefers-color-scheme: dark) {\n" + dark + "}\n";
    }

    private static List<Ink> everyInk() {
        return java.util.stream.Stream.concat(
                        ALL.stream(),
                        ErrorScale.INKS.stream().flatMap(ink -> java.util.stream.Stream.of(ink, ink.asArea())))
                .toList();
    }

    private String rule(String fillNow, String strokeNow, boolean whole) {
        String rest = whole && !stroke.equals(NONE) ? "; stroke-width: " + Drawing.number(width) + "px" : "";
        rest += whole && !dash.isEmpty() ? "; stroke-dasharray: " + dashes() : "";
        rest += whole && opacity < 1 ? "; opacity: " + Drawing.number(opacity) : "";
        return ".drawing ." + name + " { fill: " + fillNow + "; stroke: " + strokeNow + rest + " }\n";
    }

    private String dashes() {
        return Drawing.number(dash.get(0)) + " " + Drawing.number(dash.get(1));
    }

    /** The look on light paper as attributes, for a drawing that stands alone. */
    String attributes() {
        StringBuilder text = new StringBuilder(" fill=\"").append(fill).append('"');
        if (!stroke.equals(NONE)) {
            text.append(" stroke=\"").append(stroke).append("\" stroke-width=\"");
            text.append(Drawing.number(width)).append('"');
        }
        if (!dash.isEmpty()) {
            text.append(" stroke-dasharray=\"").append(dashes()).append('"');
        }
        return opacity < 1
                ? text.append(" opacity=\"")
                        .append(Drawing.number(opacity))
                        .append('"')
                        .toString()
                : text.toString();
    }
}
