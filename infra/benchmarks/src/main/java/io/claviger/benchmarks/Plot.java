package io.claviger.benchmarks;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Draws a plot as SVG: bars with their spread, or lines. */
public final class Plot {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 300;
    private static final int LEFT = 70;
    private static final int RIGHT = 170;
    private static final int TOP = 40;
    private static final int BOTTOM = 40;
    private static final int LABELS = 300;
    private static final int BAR = 26;
    private static final List<String> COLORS = List.of("#1f6feb", "#d9822b", "#2da44e", "#8250df");

    private final Formatter svg = new Formatter(Locale.ROOT);

    private Plot(String title, int height) {
        svg.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n",
                WIDTH, height);
        svg.format("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n", WIDTH, height);
        text(10, 22, "start", "#1f2328", title);
    }

    /** One line; its points are in the order of {@code x}. */
    public record Line(String name, List<Point> points) {}

    /** A point of a line. */
    public record Point(double x, double y) {}

    /** How an axis shows its values. */
    public enum Scale {
        LINEAR,
        /** Values must be above zero. */
        LOGARITHMIC;

        private double place(double value, double least, double most) {
            DoubleUnaryOperator as = this == LINEAR ? it -> it : Math::log10;
            return (as.applyAsDouble(value) - as.applyAsDouble(least))
                    / (as.applyAsDouble(most) - as.applyAsDouble(least));
        }

        private List<Double> ticks(double least, double most) {
            if (this == LINEAR) {
                return List.of(least, (least + most) / 2, most);
            }
            return IntStream.rangeClosed((int) Math.ceil(Math.log10(least)), (int) Math.floor(Math.log10(most)))
                    .mapToObj(exponent -> Math.pow(10, exponent))
                    .toList();
        }
    }

    /** The median of each, with a line from the least to the most. */
    public static String bars(String title, Map<String, Spread> spreads) {
        Plot plot = new Plot(title, TOP + spreads.size() * BAR + 10);
        double most = spreads.values().stream().mapToDouble(Spread::most).max().orElse(1);
        double scale = (WIDTH - LABELS - 90) / most;
        int y = TOP;
        for (Map.Entry<String, Spread> bar : spreads.entrySet()) {
            Spread of = bar.getValue();
            plot.text(LABELS - 8, y + 15, "end", "#1f2328", bar.getKey());
            plot.svg.format(
                    "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\" fill=\"%s\"/>%n",
                    LABELS, y + 2, of.median() * scale, COLORS.getFirst());
            plot.stroke(LABELS + of.least() * scale, y + 11, LABELS + of.most() * scale, y + 11, "#1f2328");
            plot.text(LABELS + of.most() * scale + 6, y + 15, "start", "#1f2328", number(of.median()));
            y += BAR;
        }
        return plot.end();
    }

    /** Lines over one axis; the later ones are thinner, and seen where they lie on others. */
    public static String lines(String title, String xName, Scale x, Scale y, List<Line> lines) {
        Plot plot = new Plot(title, HEIGHT);
        List<Point> all = lines.stream().flatMap(line -> line.points().stream()).toList();
        double left = all.stream().mapToDouble(Point::x).min().orElse(0);
        double right = all.stream().mapToDouble(Point::x).max().orElse(1);
        double top = all.stream().mapToDouble(Point::y).max().orElse(1);
        double bottom =
                y == Scale.LINEAR ? 0 : all.stream().mapToDouble(Point::y).min().orElse(1);
        DoubleUnaryOperator across = value -> LEFT + x.place(value, left, right) * (WIDTH - LEFT - RIGHT);
        DoubleUnaryOperator up = value -> HEIGHT - BOTTOM - y.place(value, bottom, top) * (HEIGHT - TOP - BOTTOM);
        for (double tick : x.ticks(left, right)) {
            plot.text(across.applyAsDouble(tick), HEIGHT - BOTTOM + 18, "middle", "#57606a", number(tick));
        }
        for (double tick : y.ticks(bottom, top)) {
            double at = up.applyAsDouble(tick);
            plot.text(LEFT - 8, at + 4, "end", "#57606a", number(tick));
            plot.stroke(LEFT, at, WIDTH - RIGHT, at, "#d0d7de");
        }
        plot.text(WIDTH - RIGHT + 8, HEIGHT - BOTTOM + 18, "start", "#57606a", xName);
        for (int i = 0; i < lines.size(); i++) {
            plot.line(lines.get(i), COLORS.get(i), lines.size() - i, across, up);
            plot.text(
                    WIDTH - RIGHT + 12,
                    TOP + 16 + 18 * i,
                    "start",
                    COLORS.get(i),
                    lines.get(i).name());
        }
        return plot.end();
    }

    private void line(Line line, String color, int width, DoubleUnaryOperator across, DoubleUnaryOperator up) {
        StringBuilder points = new StringBuilder();
        line.points()
                .forEach(point -> points.append(String.format(
                        Locale.ROOT, "%.1f,%.1f ", across.applyAsDouble(point.x()), up.applyAsDouble(point.y()))));
        svg.format("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%d\"/>%n", points, color, width);
    }

    private void stroke(double x1, double y1, double x2, double y2, String color) {
        svg.format("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n", x1, y1, x2, y2, color);
    }

    private void text(double x, double y, String anchor, String color, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("`", "");
        svg.format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n", x, y, anchor, color, escaped);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 && value != Math.rint(value) ? "%.2f" : "%,.0f", value);
    }

    private String end() {
        return svg.format("</svg>%n").toString();
    }
}
