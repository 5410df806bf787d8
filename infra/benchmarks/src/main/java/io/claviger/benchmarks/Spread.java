package io.claviger.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Several measurements of one thing, printed as the median and, in brackets, the least and the most. */
public record Spread(double least, double median, double most) {

    public static Spread of(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Spread(
                sorted[0],
                Arrays.stream(sorted).skip((sorted.length - 1) / 2).findFirst().orElseThrow(),
                sorted[sorted.length - 1]);
    }

    /** The ratios of values that were measured side by side. */
    public static Spread ratio(List<Double> values, List<Double> to) {
        return of(IntStream.range(0, values.size())
                .mapToObj(i -> values.get(i) / to.get(i))
                .toList());
    }

    /** @param format of one figure */
    public String print(String format) {
        return String.format(Locale.ROOT, format + " (" + format + "–" + format + ")", median, least, most);
    }
}
