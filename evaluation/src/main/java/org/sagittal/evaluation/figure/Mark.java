package org.sagittal.evaluation.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** One thing on a drawing, in pixels from its upper left corner. */
sealed interface Mark {
    /** As SVG; the look is a class of the page, or attributes where the drawing stands alone. */
    void svg(StringBuilder text, boolean alone);

    /** As pixels, with the look on light paper. */
    void paint(Graphics2D pen);

    /** A shape's fill and stroke. */
    private static void shape(Graphics2D pen, Ink ink, java.awt.Shape shape) {
        if (!ink.fill().equals("none")) {
            pen.setColor(colour(ink.fill(), ink.opacity()));
            pen.fill(shape);
        }
        if (!ink.stroke().equals("none")) {
            pen.setColor(colour(ink.stroke(), ink.opacity()));
            pen.setStroke(stroke(ink));
            pen.draw(shape);
        }
    }

    private static BasicStroke stroke(Ink ink) {
        float width = (float) ink.width();
        if (ink.dash().isEmpty()) {
            return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
        }
        float[] dash = {ink.dash().get(0).floatValue(), ink.dash().get(1).floatValue()};
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dash, 0);
    }

    private static Color colour(String hex, double opacity) {
        int rgb = Integer.parseInt(hex.substring(1), 16);
        return new Color(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255, (int) Math.round(255 * opacity));
    }

    private static String look(Ink ink, boolean alone) {
        return alone ? ink.attributes() : " class=\"" + ink.name() + "\"";
    }

    /** A straight line. */
    record Straight(Ink ink, double x1, double y1, double x2, double y2) implements Mark {
        @Override
        public void svg(StringBuilder text, boolean alone) {
            text.append("<line").append(look(ink, alone)).append(" x1=\"").append(Drawing.number(x1));
            text.append("\" y1=\"").append(Drawing.number(y1));
            text.append("\" x2=\"").append(Drawing.number(x2));
            text.append("\" y2=\"").append(Drawing.number(y2)).append("\"/>");
        }

        @Override
        public void paint(Graphics2D pen) {
            shape(pen, ink, new Line2D.Double(x1, y1, x2, y2));
        }
    }

    /** A rectangle. */
    record Rectangle(Ink ink, double x, double y, double width, double height) implements Mark {
        @Override
        public void svg(StringBuilder text, boolean alone) {
            text.append("<rect").append(look(ink, alone)).append(" x=\"").append(Drawing.number(x));
            text.append("\" y=\"").append(Drawing.number(y));
            text.append("\" width=\"").append(Drawing.number(width));
            text.append("\" height=\"").append(Drawing.number(height)).append("\"/>");
        }

        @Override
        public void paint(Graphics2D pen) {
            shape(pen, ink, new Rectangle2D.Double(x, y, width, height));
        }
    }

    /** A circle. */
    record Circle(Ink ink, double x, double y, double radius) implements Mark {
        @Override
        public void svg(StringBuilder text, boolean alone) {
            text.append("<circle").append(look(ink, alone)).append(" cx=\"").append(Drawing.number(x));
            text.append("\" cy=\"").append(Drawing.number(y));
            text.append("\" r=\"").append(Drawing.number(radius)).append("\"/>");
        }

        @Override
        public void paint(Graphics2D pen) {
            shape(pen, ink, new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
        }
    }

    /** A square on its corner. */
    record Diamond(Ink ink, double x, double y, double radius) implements Mark {
        @Override
        public void svg(StringBuilder text, boolean alone) {
            String r = Drawing.number(radius);
            text.append("<path")
                    .append(look(ink, alone))
                    .append(" d=\"M")
                    .append(Drawing.number(x))
                    .append(' ');
            text.append(Drawing.number(y - radius))
                    .append('l')
                    .append(r)
                    .append(' ')
                    .append(r)
                    .append("l-")
                    .append(r);
            text.append(' ')
                    .append(r)
                    .append("l-")
                    .append(r)
                    .append(" -")
                    .append(r)
                    .append("z\"/>");
        }

        @Override
        public void paint(Graphics2D pen) {
            Path2D path = new Path2D.Double();
            path.moveTo(x, y - radius);
            path.lineTo(x + radius, y);
            path.lineTo(x, y + radius);
            path.lineTo(x - radius, y);
            path.closePath();
            shape(pen, ink, path);
        }
    }

    /** Many straight lines along the axes, of which a person can ask the name. */
    record Outline(Ink ink, List<OutlinePath.Edge> edges, String name) implements Mark {
        @Override
        public void svg(StringBuilder text, boolean alone) {
            text.append("<path").append(look(ink, alone)).append(" d=\"");
            edges.forEach(edge -> text.append(edge.data()));
            text.append("\">");
            if (!name.isEmpty()) {
                text.append("<title>").append(Drawing.escape(name)).append("</title>");
            }
            text.append("</path>");
        }

        @Override
        public void paint(Graphics2D pen) {
            Path2D path = new Path2D.Double();
            for (OutlinePath.Edge edge : edges) {
                path.moveTo(edge.x1(), edge.y1());
                path.lineTo(edge.x2(), edge.y2());
            }
            shape(pen, ink, path);
        }
    }

    /** A line of text. */
    record Words(Ink ink, double x, double y, double size, Drawing.Anchor anchor, String words) implements Mark {
        @Override
        public void svg(StringBuilder text, boolean alone) {
            text.append("<text").append(look(ink, alone)).append(" x=\"").append(Drawing.number(x));
            text.append("\" y=\"").append(Drawing.number(y));
            text.append("\" font-size=\"").append(Drawing.number(size));
            text.append("\" text-anchor=\"").append(anchor.word()).append("\">");
            text.append(Drawing.escape(words)).append("</text>");
        }

        @Override
        public void paint(Graphics2D pen) {
            pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) size));
            double width = pen.getFontMetrics().getStringBounds(words, pen).getWidth();
            float start = (float) (x - anchor.share() * width);
            shape(
                    pen,
                    ink,
                    pen.getFont()
                            .createGlyphVector(pen.getFontRenderContext(), words)
                            .getOutline(start, (float) y));
        }
    }

    /** Grey values stretched over a rectangle. */
    record Pixels(byte[][] rows, double x, double y, double width, double height) implements Mark {
        @Override
        public void svg(StringBuilder text, boolean alone) {
            text.append("<image x=\"")
                    .append(Drawing.number(x))
                    .append("\" y=\"")
                    .append(Drawing.number(y));
            text.append("\" width=\"").append(Drawing.number(width)).append("\" height=\"");
            text.append(Drawing.number(height)).append("\" preserveAspectRatio=\"none\" ");
            text.append(alone ? "xlink:href=\"" : "href=\"")
                    .append(GrayPng.dataUri(rows))
                    .append("\"/>");
        }

        @Override
        public void paint(Graphics2D pen) {
            BufferedImage image = new BufferedImage(rows[0].length, rows.length, BufferedImage.TYPE_INT_RGB);
            for (int row = 0; row < rows.length; row++) {
                for (int column = 0; column < rows[0].length; column++) {
                    int grey = rows[row][column] & 255;
                    image.setRGB(column, row, grey << 16 | grey << 8 | grey);
                }
            }
            pen.drawImage(image, (int) x, (int) y, (int) Math.round(width), (int) Math.round(height), null);
        }
    }

    /** Another drawing, moved. */
    record Placed(Drawing drawing, double x, double y) implements Mark {
        @Override
        public void svg(StringBuilder text, boolean alone) {
            text.append("<g transform=\"translate(").append(Drawing.number(x)).append(' ');
            text.append(Drawing.number(y)).append(")\">");
            drawing.marks().forEach(mark -> mark.svg(text, alone));
            text.append("</g>");
        }

        @Override
        public void paint(Graphics2D pen) {
            pen.translate(x, y);
            drawing.marks().forEach(mark -> mark.paint(pen));
            pen.translate(-x, -y);
        }
    }
}
