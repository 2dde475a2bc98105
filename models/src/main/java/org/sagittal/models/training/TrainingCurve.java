package org.sagittal.models.training;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.sagittal.geometry.io.file.WholeFile;

/** The picture of a training, {@code progress.png}: losses on the left axis, pseudo Dice and its moving average on the right. */
final class TrainingCurve {
    private static final int WIDTH_PIXELS = 1000;
    private static final int HEIGHT_PIXELS = 560;

    private TrainingCurve() {}

    static void write(Path run, List<EpochRecord> log) throws IOException {
        if (log.isEmpty()) {
            return;
        }
        byte[] picture = BitmapEncoder.getBitmapBytes(chart(log), BitmapFormat.PNG);
        WholeFile.write(run.resolve("progress.png"), out -> out.write(picture));
    }

    private static XYChart chart(List<EpochRecord> log) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH_PIXELS)
                .height(HEIGHT_PIXELS)
                .title("Training")
                .xAxisTitle("epoch")
                .yAxisTitle("loss")
                .build();
        chart.setYAxisGroupTitle(1, "pseudo Dice");
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setPlotBorderVisible(false);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
        chart.getStyler().setYAxisGroupPosition(1, Styler.YAxisPosition.Right);
        chart.getStyler().setYAxisMin(1, 0.0);
        chart.getStyler().setYAxisMax(1, 1.0);
        series(chart, "training loss", log, EpochRecord::trainLoss, new Color(0x1f, 0x77, 0xb4), 0);
        series(chart, "validation loss", log, EpochRecord::validationLoss, new Color(0xd6, 0x27, 0x28), 0);
        series(chart, "pseudo Dice", log, e -> e.meanPseudoDice().orElse(Double.NaN), new Color(0x98, 0xd5, 0x94), 1);
        series(
                chart,
                "pseudo Dice, moving average",
                log,
                e -> e.emaPseudoDice() == null ? Double.NaN : e.emaPseudoDice(),
                new Color(0x2c, 0xa0, 0x2c),
                1);
        return chart;
    }

    private static void series(
            XYChart chart,
            String name,
            List<EpochRecord> log,
            ToDoubleFunction<EpochRecord> value,
            Color color,
            int axis) {
        double[] epochs = log.stream().mapToDouble(e -> e.epoch() + 1).toArray();
        double[] values = log.stream().mapToDouble(value).toArray();
        XYSeries series = chart.addSeries(name, epochs, values);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(2f));
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(color);
        series.setYAxisGroup(axis);
    }
}
