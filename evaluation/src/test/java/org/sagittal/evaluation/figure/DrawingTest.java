package org.sagittal.evaluation.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class DrawingTest {
    private static Drawing sample() {
        Drawing part = new Drawing(10, 10, "part").rectangle(Ink.GROUND, 0, 0, 10, 10);
        return new Drawing(60, 40, "a < b")
                .place(part, 20, 10)
                .line(Ink.LINE, new double[] {0, 35}, new double[] {60, 35})
                .circle(Ink.DOT, 50, 5, 2)
                .diamond(Ink.MEAN, 5, 5, 4)
                .words(Ink.NAMES, Drawing.Anchor.END, 59, 25, "R & L")
                .outline(Ink.PREDICTION, List.of(new OutlinePath.Edge(0, 30, 60, 30)), "organ");
    }

    @Test
    void theSamePartsInAPageAndAsAFile() throws Exception {
        assertThat(sample().svg())
                .startsWith("<svg class=\"drawing\" viewBox=\"0 0 60 40\"")
                .contains("<rect class=\"ground\" x=\"0\"", "translate(20 10)", "R &amp; L", "aria-label=\"a &lt; b\"")
                .doesNotContain("http", "fill=");
        String file = sample().svgFile();
        assertThat(file)
                .contains("<line fill=\"none\" stroke=\"#16202a\" stroke-width=\"1.5\"", "stroke-dasharray=\"4 2.5\"")
                .doesNotContain("class=");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    }

    /** The part's middle is black and the paper beside it white; at scale 2 the picture is 120 x 80. */
    @Test
    void pixelsAreWhereTheMarksAre() throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(sample().png(2)));
        assertThat(image.getWidth()).isEqualTo(120);
        assertThat(image.getHeight()).isEqualTo(80);
        assertThat(image.getRGB(50, 30) & 0xffffff).isZero();
        assertThat(image.getRGB(38, 30) & 0xffffff).isEqualTo(0xffffff);
        assertThat(image.getRGB(1, 60) & 0xffffff).as("the dashed line").isEqualTo(0xf97316);
    }

    @Test
    void theStylesFollowThePaper() {
        assertThat(Ink.css())
                .contains(".drawing .dot { fill: #0f766e", "prefers-color-scheme: dark", ".drawing .e10 {")
                .doesNotContain("url(");
        assertThatThrownBy(() -> new Drawing(0, 3, "")).hasMessageContaining("got 0.0 x 3.0");
    }

    @Test
    void greyPicturesAreReadByOthers() throws IOException {
        byte[][] rows = new byte[5][7];
        rows[3][6] = (byte) 200;
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(GrayPng.encode(rows)));
        assertThat(image.getWidth()).isEqualTo(7);
        assertThat(image.getHeight()).isEqualTo(5);
        assertThat(image.getRaster().getSample(6, 3, 0)).isEqualTo(200);
        assertThat(image.getRaster().getSample(5, 3, 0)).isZero();
    }

    /** A 2 x 1 mask in a picture of rows 3 mm and columns 0.5 mm apart. */
    @Test
    void outlinesRunAlongPixelEdges() {
        boolean[][] mask = {{false, false, false}, {false, true, true}};
        assertThat(OutlinePath.of(mask, 3, 0.5).stream().map(OutlinePath.Edge::data))
                .containsExactly("M0.5 3H1.5", "M0.5 6H1.5", "M0.5 3V6", "M1.5 3V6");
        assertThat(OutlinePath.of(new boolean[2][2], 1, 1)).isEmpty();
    }

    /** Two pixels side by side of kinds 0 and 4: no line between them, each its own lines around. */
    @Test
    void aLineIsOfItsInnerPixelsKind() {
        Map<Integer, List<OutlinePath.Edge>> lines = OutlinePath.byKind(new int[][] {{-1, 0, 4}}, 1, 1);
        assertThat(lines.get(0).stream().map(OutlinePath.Edge::data)).containsExactly("M1 0H2", "M1 1H2", "M1 0V1");
        assertThat(lines.get(4).stream().map(OutlinePath.Edge::data)).containsExactly("M2 0H3", "M2 1H3", "M3 0V1");
    }

    /** Nine of ten errors are at most 1.5 mm, so the scale ends at 2 mm, and 40 mm has the colour of its end. */
    @Test
    void theScaleEndsAtARoundNumberOfMillimetres() {
        double[] errors = new double[100];
        for (int i = 0; i < 100; i++) {
            errors[i] = i < 97 ? -1.5 : 40;
        }
        ErrorScale scale = ErrorScale.fitting(errors);
        assertThat(scale.limitMm()).isEqualTo(2);
        assertThat(List.of(scale.step(-2), scale.step(-0.1), scale.step(0.4), scale.step(40)))
                .containsExactly(0, 5, 6, 10);
        assertThat(scale.step(Double.POSITIVE_INFINITY)).isEqualTo(10);
        assertThat(scale.legend(errors).svg()).contains("≤ −2", "0 mm", "≥ +2");
        assertThat(ErrorScale.fitting(new double[] {Double.POSITIVE_INFINITY}).limitMm())
                .isEqualTo(0.5);
        assertThat(ErrorScale.fitting(new double[] {4000}).limitMm()).isEqualTo(1000);
    }
}
