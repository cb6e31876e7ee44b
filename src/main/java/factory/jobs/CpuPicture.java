package factory.jobs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the use of cores with XChart; needs no screen. */
final class CpuPicture {
  private static final float THINNEST = 1.5f;
  private static final float THICKEST = 7;

  private CpuPicture() {}

  static void write(CpuSeries series, Path file) throws IOException {
    String name = file.toString().toLowerCase(Locale.ROOT);
    boolean png = name.endsWith(".png");
    if (!png && !name.endsWith(".svg")) {
      throw new IllegalArgumentException("a picture ends in .png or .svg, not so " + file);
    }
    XYChart chart = chart(series);
    CpuSeries.makeRoom(file);
    try (OutputStream out = Files.newOutputStream(file)) {
      if (png) {
        // In memory: where ImageIO may use a file it adds a shutdown hook, too late after Ctrl-C.
        try (ImageOutputStream image = new MemoryCacheImageOutputStream(out)) {
          ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", image);
        }
      } else {
        VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
      }
    }
  }

  private static XYChart chart(CpuSeries series) {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(420)
            .title("Use of the cores")
            .xAxisTitle("seconds")
            .yAxisTitle("%")
            .build();
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Line);
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(100.0);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setXAxisMin(0.0).setXAxisDecimalPattern(pattern(series));
    int cores = series.cores().size();
    for (int core = 0; core < cores; core++) {
      List<Double> seconds = new ArrayList<>();
      List<Double> percent = new ArrayList<>();
      for (CpuSeries.Sample sample : series.samples()) {
        seconds.add(sample.at().toNanos() / 1e9);
        percent.add(sample.use().get(core) * 100);
      }
      if (!seconds.isEmpty()) {
        chart
            .addSeries(series.cores().get(core), seconds, percent)
            .setMarker(seconds.size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE)
            .setLineWidth(width(core, cores));
      }
    }
    if (!series.samples().isEmpty()) {
      addMarksOf(chart, series);
    }
    return chart;
  }

  /** Points that nobody sees: XChart labels values alone if they are few, as 100 % throughout. */
  private static void addMarksOf(XYChart chart, CpuSeries series) {
    List<Double> percent = DoubleStream.iterate(0, p -> p <= 100, p -> p + 10).boxed().toList();
    double at = series.samples().get(0).at().toNanos() / 1e9;
    chart
        .addSeries("marks", Collections.nCopies(percent.size(), at), percent)
        .setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter)
        .setMarker(SeriesMarkers.NONE)
        .setLineStyle(SeriesLines.NONE)
        .setShowInLegend(false);
  }

  /** As many digits as tell labels apart, the same for all. */
  private static String pattern(CpuSeries series) {
    List<CpuSeries.Sample> samples = series.samples();
    long millis = samples.isEmpty() ? 0 : samples.get(samples.size() - 1).at().toMillis();
    return millis < 1_000 ? "0.00" : millis < 20_000 ? "0.0" : "0";
  }

  /** Those beneath are thicker: cores that do the same, such as all they can, are all seen. */
  private static float width(int core, int cores) {
    return cores == 1 ? THINNEST : THICKEST - core * (THICKEST - THINNEST) / (cores - 1);
  }
}
