package io.millrace.kafka.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class ConnectionWatchTest {

    private record Count(MetricName metricName, Object metricValue) implements Metric {}

    private long now = 1_000;
    private final ConnectionWatch watch = new ConnectionWatch(() -> now);

    @Test
    void speaksUpEveryTenSecondsWhileThereIsNoConnection() {
        assertThat(after(9, 0)).isEmpty();
        assertThat(after(1, 0)).contains(Duration.ofSeconds(10));
        assertThat(after(9, 0)).isEmpty();
        assertThat(after(1, 0)).contains(Duration.ofSeconds(20));
    }

    @Test
    void isSilentWhileThereIsAConnection() {
        assertThat(after(60, 1)).isEmpty();
        assertThat(after(9, 0)).isEmpty();
        assertThat(after(1, 2)).isEmpty();
        assertThat(after(9, 0)).isEmpty();
    }

    @Test
    void doesNotGuessWhereNothingIsCounted() {
        now += Duration.ofMinutes(5).toNanos();

        assertThat(watch.look(Map.of())).isEmpty();
    }

    private Optional<Duration> after(long seconds, double connections) {
        now += Duration.ofSeconds(seconds).toNanos();
        MetricName name = new MetricName("connection-count", "consumer-metrics", "", Map.of());
        return watch.look(Map.of(name, new Count(name, connections)));
    }
}
