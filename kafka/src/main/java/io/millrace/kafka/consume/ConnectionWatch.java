package io.millrace.kafka.consume;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Notices that a consumer has lost its last connection: it goes on trying for ever and says
 * nothing, so that a cluster that is away looks like a topic without records.
 */
final class ConnectionWatch {

    /** How long to be without a connection before it is worth a word, and between words. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LongSupplier nanoClock;
    private long lastConnected;
    private long lastTold;

    ConnectionWatch(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.lastConnected = nanoClock.getAsLong();
        this.lastTold = lastConnected;
    }

    /** How long there has been no connection, when it is time to say so. */
    Optional<Duration> look(Map<MetricName, ? extends Metric> metrics) {
        long now = nanoClock.getAsLong();
        if (connections(metrics) > 0) {
            lastConnected = now;
            lastTold = now;
            return Optional.empty();
        }
        if (now - lastTold < PATIENCE.toNanos()) {
            return Optional.empty();
        }
        lastTold = now;
        return Optional.of(Duration.ofNanos(now - lastConnected));
    }

    private static double connections(Map<MetricName, ? extends Metric> metrics) {
        for (Map.Entry<MetricName, ? extends Metric> entry : metrics.entrySet()) {
            if (entry.getKey().name().equals("connection-count")
                    && entry.getValue().metricValue() instanceof Double count) {
                return count;
            }
        }
        // A client that does not count is taken at its word.
        return 1;
    }
}
