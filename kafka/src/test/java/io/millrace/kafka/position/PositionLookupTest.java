package io.millrace.kafka.position;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.TestBroker;
import io.millrace.kafka.TestRecords;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicOrder;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.offset.LogBounds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PositionLookupTest {

    private static final KafkaConnection CONNECTION = TestBroker.shared().connection();
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final TopicAdmin TOPICS = new TopicAdmin(CONNECTION);
    private static final String TOPIC = TestBroker.name("positions");
    private static final TopicPartition FULL = new TopicPartition(TOPIC, 0);
    private static final TopicPartition EMPTY = new TopicPartition(TOPIC, 1);

    private final PositionLookup lookup =
            new PositionLookup(TOPICS.offsets(IsolationLevel.READ_UNCOMMITTED));

    /** Partition 0 has had the offsets 0 to 9, one each minute from noon; 0 to 2 are deleted. */
    @BeforeAll
    static void fill() throws Exception {
        TOPICS.create(TopicOrder.of(TOPIC, 2));
        for (int i = 0; i < 10; i++) {
            TestRecords.send(FULL, NOON.plusSeconds(60L * i), "k", "v" + i);
        }
        try (Admin admin = CONNECTION.openAdmin()) {
            admin.deleteRecords(Map.of(FULL, RecordsToDelete.beforeOffset(3))).all().get();
        }
    }

    @AfterAll
    static void close() {
        TOPICS.close();
    }

    @Test
    void findsTheEndsOfALog() {
        assertThat(offset(new LogPosition.Earliest())).isEqualTo(3);
        assertThat(offset(new LogPosition.Latest())).isEqualTo(10);
        assertThat(offset(new LogPosition.BeforeEnd(2))).isEqualTo(8);
        assertThat(found(FULL, new LogPosition.BeforeEnd(100)))
                .isEqualTo(new FoundOffset(3, new LogBounds(3, 10)));
    }

    @Test
    void findsTheFirstRecordAtOrAfterATime() {
        assertThat(offset(new LogPosition.AtTime(NOON.plusSeconds(300)))).isEqualTo(5);
        assertThat(offset(new LogPosition.AtTime(NOON.plusSeconds(301)))).isEqualTo(6);
        assertThat(offset(new LogPosition.AtTime(NOON.minusSeconds(60)))).isEqualTo(3);
        assertThat(offset(new LogPosition.AtTime(NOON.plusSeconds(6_000)))).isEqualTo(10);
        assertThat(found(EMPTY, new LogPosition.AtTime(NOON)).offset()).isZero();
    }

    @Test
    void saysWhenAnOffsetIsNotHeldAndStaysWithinWhatIs() {
        assertThat(found(FULL, new LogPosition.AtOffset(5)).moved()).isFalse();
        assertThat(found(FULL, new LogPosition.AtOffset(10)).moved()).isFalse();

        FoundOffset deleted = found(FULL, new LogPosition.AtOffset(1));
        assertThat(deleted.moved()).isTrue();
        assertThat(deleted.offset()).isEqualTo(3);

        FoundOffset beyond = found(FULL, new LogPosition.AtOffset(11));
        assertThat(beyond.moved()).isTrue();
        assertThat(beyond.offset()).isEqualTo(10);
    }

    private long offset(LogPosition position) {
        return found(FULL, position).offset();
    }

    private FoundOffset found(TopicPartition partition, LogPosition position) {
        return lookup.find(List.of(partition), position).get(partition);
    }
}
