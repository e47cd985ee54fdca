package io.millrace.benchmark.result;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The middle and the ends of what several runs gave. */
public record Spread(double median, double min, double max) {

    /** Of an even number, the median is the mean of the two in the middle. */
    static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median =
                sorted.size() % 2 == 1
                        ? sorted.get(half)
                        : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }

    Spread map(DoubleUnaryOperator function) {
        return new Spread(
                function.applyAsDouble(median),
                function.applyAsDouble(min),
                function.applyAsDouble(max));
    }
}
