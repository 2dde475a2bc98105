package org.sagittal.evaluation.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Marks on a rectangle of pixels, y downwards, later ones on top. The same marks become SVG inside a page, SVG that stands alone, and PNG.
 *
 * <p>Reference: Scalable Vector Graphics 1.1, W3C (2011), chapters 5, 9 and 10; what stands alone uses attributes only, which drawing programs
 * and typesetters understand.
 */
public final class Drawing {
    private final double width;
    private final double height;
    private final String label;
    private final List<Mark> marks = new ArrayList<>();

    /**
     * An empty drawing.
     *
     * @param width in pixels
     * @param height in pixels
     * @param label what it shows, for who cannot see it
     */
    public Drawing(double width, double height, String label) {
        if (!(width > 0) || !(height > 0)) {
            throw new IllegalArgumentException("drawing must have a size above 0, got " + width + " x " + height);
        }
        this.width = width;
        this.height = height;
        this.label = label;
    }

    /** Which end of a text its place is. */
    public enum Anchor {
        /** The left end. */
        START("start", 0),
        /** The middle. */
        MIDDLE("middle", 0.5),
        /** The right end. */
        END("end", 1);

        private final String word;
        private final double share;

        Anchor(String word, double share) {
            this.word = word;
            this.share = share;
        }

        String word() {
            return word;
        }

        double share() {
            return share;
        }
    }

    /**
     * How wide it is.
     *
     * @return pixels
     */
    public double width() {
        return width;
    }

    /**
     * How high it is.
     *
     * @return pixels
     */
    public double height() {
        return height;
    }

    List<Mark> marks() {
        return Collections.unmodifiableList(marks);
    }

    private Drawing with(Mark mark) {
        marks.add(mark);
        return this;
    }

    /**
     * Adds a line.
     *
     * @param ink its look
     * @param from x and y where it begins
     * @param to x and y where it ends
     * @return this
     */
    public Drawing line(Ink ink, double[] from, double[] to) {
        return with(new Mark.Straight(ink, from[0], from[1], to[0], to[1]));
    }

    /**
     * Adds a rectangle.
     *
     * @param ink its look
     * @param x left edge
     * @param y upper edge
     * @param wide how wide
     * @param high how high
     * @return this
     */
    public Drawing rectangle(Ink ink, double x, double y, double wide, double high) {
        return with(new Mark.Rectangle(ink, x, y, wide, high));
    }

    /**
     * Adds a circle.
     *
     * @param ink its look
     * @param x middle
     * @param y middle
     * @param radius half its width
     * @return this
     */
    public Drawing circle(Ink ink, double x, double y, double radius) {
        return with(new Mark.Circle(ink, x, y, radius));
    }

    /**
     * Adds a square on its corner.
     *
     * @param ink its look
     * @param x middle
     * @param y middle
     * @param radius half its width
     * @return this
     */
    public Drawing diamond(Ink ink, double x, double y, double radius) {
        return with(new Mark.Diamond(ink, x, y, radius));
    }

    /** Adds lines along the axes; name may be empty. */
    Drawing outline(Ink ink, List<OutlinePath.Edge> edges, String name) {
        return edges.isEmpty() ? this : with(new Mark.Outline(ink, List.copyOf(edges), name));
    }

    /**
     * Adds a line of text, 10 pixels high.
     *
     * @param ink its look
     * @param anchor which end x is
     * @param x where
     * @param y the line it stands on
     * @param words the text
     * @return this
     */
    public Drawing words(Ink ink, Anchor anchor, double x, double y, String words) {
        return with(new Mark.Words(ink, x, y, 10, anchor, words));
    }

    /** Adds words on a slice. */
    Drawing letters(Anchor anchor, double x, double y, double size, String words) {
        return with(new Mark.Words(Ink.SHADE, x, y, size, anchor, words))
                .with(new Mark.Words(Ink.LETTERS, x, y, size, anchor, words));
    }

    /** Adds grey values over the whole drawing. */
    Drawing pixels(byte[][] rows) {
        return with(new Mark.Pixels(rows, 0, 0, width, height));
    }

    /**
     * Adds another drawing.
     *
     * @param other what
     * @param x where its left edge comes to lie
     * @param y where its upper edge comes to lie
     * @return this
     */
    public Drawing place(Drawing other, double x, double y) {
        return with(new Mark.Placed(other, x, y));
    }

    /**
     * As an element of a page that has {@link Ink#css()}.
     *
     * @return an svg element as wide as its place
     */
    public String svg() {
        StringBuilder text = new StringBuilder("<svg class=\"drawing\" viewBox=\"0 0 ");
        text.append(number(width)).append(' ').append(number(height)).append("\" role=\"img\" aria-label=\"");
        text.append(escape(label)).append("\">");
        marks.forEach(mark -> mark.svg(text, false));
        return text.append("</svg>").toString();
    }

    /**
     * As a file that needs nothing else, on white paper.
     *
     * @return an SVG document
     */
    public String svgFile() {
        StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"");
        text.append(number(width)).append("\" height=\"").append(number(height)).append("\" viewBox=\"0 0 ");
        text.append(number(width)).append(' ').append(number(height));
        text.append("\" font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\"><title>")
                .append(escape(label));
        text.append("</title><rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        marks.forEach(mark -> mark.svg(text, true));
        return text.append("\n</svg>\n").toString();
    }

    /**
     * As pixels on white paper.
     *
     * @param scale pixels of the picture a pixel of the drawing, e.g. 2
     * @return the bytes of a PNG file
     */
    public byte[] png(double scale) {
        BufferedImage image = new BufferedImage(
                (int) Math.ceil(scale * width), (int) Math.ceil(scale * height), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, image.getWidth(), image.getHeight());
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.scale(scale, scale);
        marks.forEach(mark -> mark.paint(pen));
        pen.dispose();
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("picture cannot be encoded in memory", e);
        }
    }

    /** At most two digits after the point, and none that say nothing. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
        return text.equals("-0") ? "0" : text;
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
