package io.millrace.cli.records;

import io.millrace.kafka.produce.SendProgress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What to tell of records that are being sent. */
final class ProduceReport {

    private static final Duration ENOUGH_FOR_A_RATE = Duration.ofSeconds(1);

    private final String topic;
    private final Supplier<SendProgress> state;
    private final long start = System.nanoTime();

    ProduceReport(String topic, Supplier<SendProgress> state) {
        this.topic = topic;
        this.state = state;
    }

    /** While it goes on. */
    String progress() {
        SendProgress now = state.get();
        return "%s acknowledged, %s, %s, %s"
                .formatted(
                        Amounts.records(now.acknowledged()),
                        Amounts.bytes(now.bytes()),
                        Amounts.seconds(elapsed()),
                        Amounts.rate(now.acknowledged(), elapsed()));
    }

    /** At the end, be it good or bad. */
    String summary() {
        SendProgress now = state.get();
        Duration elapsed = elapsed();
        String sent =
                "Sent %s (%s) to '%s' in %s"
                        .formatted(
                                Amounts.records(now.acknowledged()),
                                Amounts.bytes(now.bytes()),
                                topic,
                                Amounts.seconds(elapsed));
        // A rate over the first moments would tell of the start only.
        return elapsed.compareTo(ENOUGH_FOR_A_RATE) < 0
                ? sent + "."
                : sent + ", " + Amounts.rate(now.acknowledged(), elapsed) + ".";
    }

    /** The summary of what was sent before a failure, if anything was. */
    Optional<String> summaryIfAny() {
        return state.get().acknowledged() > 0 ? Optional.of(summary()) : Optional.empty();
    }

    Map<String, Object> object() {
        SendProgress now = state.get();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("topic", topic);
        object.put("records", now.acknowledged());
        object.put("bytes", now.bytes());
        object.put("seconds", elapsed().toMillis() / 1_000.0);
        return object;
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
