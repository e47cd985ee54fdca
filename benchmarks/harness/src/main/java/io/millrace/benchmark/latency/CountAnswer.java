package io.millrace.benchmark.latency;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.benchmark.records.TimedEvents;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Each key's count grows to the number of its events. A row with a count of n answers every event
 * of its key up to the n-th: none is left out of the latencies because a newer one of the same key
 * was answered along with it.
 */
final class CountAnswer implements Answer {

    private static final int NO_KEY = -1;

    private final Schedule schedule;
    private final Map<String, Integer> keys = new HashMap<>();
    private final long[] counts = new long[TimedEvents.KEYS];
    private long answers;
    private Optional<String> problem = Optional.empty();

    CountAnswer(Schedule schedule) {
        this.schedule = schedule;
        IntStream.range(0, TimedEvents.KEYS)
                .forEach(key -> keys.put(new String(TimedEvents.key(key)), key));
    }

    @Override
    public void take(JsonNode row, LongConsumer answered) {
        int key = keys.getOrDefault(row.path("key").asText(), NO_KEY);
        long count = row.path("events").asLong();
        if (key == NO_KEY || count <= counts[key] || event(key, count) >= schedule.events()) {
            problem = Optional.of("a row that cannot be: " + row);
            return;
        }
        if (row.path("newest").asLong() != schedule.micros(event(key, count))) {
            problem = Optional.of("count and newest do not belong together: " + row);
        }
        for (long n = counts[key] + 1; n <= count; n++) {
            answered.accept(event(key, n));
        }
        answers += count - counts[key];
        counts[key] = count;
    }

    /** The n-th event of a key, from 1. */
    private static long event(int key, long n) {
        return (n - 1) * TimedEvents.KEYS + key;
    }

    @Override
    public boolean isComplete() {
        return answers == schedule.events();
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }
}
