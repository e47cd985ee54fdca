package io.millrace.kafka.lag;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.offset.StreamPosition;
import io.millrace.kafka.offset.TopicPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class LagMeterTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");

    private Instant now = NOON;
    private final LagMeter meter = new LagMeter(() -> now);

    private static StreamPosition at(long offset) {
        return new StreamPosition(
                new TreeMap<>(
                        Map.of(
                                "t",
                                new TopicPosition(
                                        Uuid.ONE_UUID, new TreeMap<>(Map.of(0, offset))))));
    }

    private void saw(long end, int second) {
        now = NOON.plusSeconds(second);
        meter.saw(at(end));
    }

    private PartitionLag behind(long read) {
        return meter.behind(at(read)).get(PARTITION);
    }

    @Test
    void isZeroWhereEverythingIsRead() {
        saw(10, 0);

        assertThat(behind(10)).isEqualTo(new PartitionLag(0, Duration.ZERO));
    }

    @Test
    void countsFromWhenTheFirstUnreadOffsetWasSeen() {
        saw(100, 0);
        saw(200, 10);
        saw(200, 60);

        assertThat(behind(100)).isEqualTo(new PartitionLag(100, Duration.ofSeconds(60)));
        assertThat(behind(150)).isEqualTo(new PartitionLag(50, Duration.ofSeconds(55)));
    }

    @Test
    void isNotFooledByAQuietTime() {
        meter.read(PARTITION, NOON.minusSeconds(3_600));
        saw(100, 0);
        saw(100, 3_000);
        saw(101, 3_001);
        now = NOON.plusSeconds(3_002);

        assertThat(behind(100)).isEqualTo(new PartitionLag(1, Duration.ofSeconds(2)));
    }

    @Test
    void goesByTimestampsInWhatWasThereBefore() {
        saw(1_000, 0);
        assertThat(behind(10)).isEqualTo(new PartitionLag(990, Duration.ZERO));

        meter.read(PARTITION, NOON.minusSeconds(90));
        now = NOON.plusSeconds(5);
        assertThat(behind(20)).isEqualTo(new PartitionLag(980, Duration.ofSeconds(95)));
    }

    @Test
    void remembersLittleAndYetAboutWhen() {
        for (int second = 0; second <= 10_000; second++) {
            saw(second * 10L, second);
        }

        assertThat(behind(50_000).time())
                .isBetween(Duration.ofSeconds(4_999), Duration.ofSeconds(5_001));
        assertThat(behind(99_990).time())
                .isBetween(Duration.ofMillis(900), Duration.ofMillis(1_100));
    }

    @Test
    void startsAnewWhereALogBecameShorter() {
        saw(1_000, 0);
        saw(1_100, 1);
        saw(5, 2);
        saw(8, 4);

        assertThat(behind(5)).isEqualTo(new PartitionLag(3, Duration.ofSeconds(2)));
    }
}
