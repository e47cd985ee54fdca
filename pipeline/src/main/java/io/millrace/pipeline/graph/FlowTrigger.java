package io.millrace.pipeline.graph;

import io.millrace.common.option.DurationText;
import java.time.Duration;
import java.util.Locale;

/** When a flow processes what has arrived. */
public sealed interface FlowTrigger {

    /**
     * In micro-batches.
     *
     * @param interval from the begin of one to that of the next, at least
     */
    record MicroBatches(Duration interval) implements FlowTrigger {}

    /**
     * Record by record.
     *
     * @param checkpoint how often it is written down what has been processed
     */
    record RealTime(Duration checkpoint) implements FlowTrigger {}

    /** Spark refuses less. */
    Duration SHORTEST_CHECKPOINT = Duration.ofSeconds(5);

    /** A crash repeats a minute at the most, and the moment between batches is rare. */
    Duration USUAL_CHECKPOINT = Duration.ofMinutes(1);

    /**
     * Reads {@code 10s}, {@code real-time} or {@code real-time 30s}.
     *
     * @throws IllegalArgumentException with what was expected
     */
    static FlowTrigger parse(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (!word.startsWith("real-time")) {
            return new MicroBatches(duration(word));
        }
        String rest = word.substring("real-time".length()).strip();
        Duration checkpoint = rest.isEmpty() ? USUAL_CHECKPOINT : duration(rest);
        if (checkpoint.compareTo(SHORTEST_CHECKPOINT) < 0) {
            throw new IllegalArgumentException(
                    "real-time with a duration of at least "
                            + DurationText.format(SHORTEST_CHECKPOINT));
        }
        return new RealTime(checkpoint);
    }

    private static Duration duration(String text) {
        try {
            return DurationText.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + ", or real-time, or real-time 30s", e);
        }
    }
}
