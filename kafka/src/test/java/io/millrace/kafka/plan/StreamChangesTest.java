package io.millrace.kafka.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.offset.LogBounds;
import io.millrace.kafka.offset.StreamPosition;
import io.millrace.kafka.offset.TopicPosition;
import io.millrace.kafka.topic.Topic;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class StreamChangesTest {

    private static final Uuid OLD = new Uuid(1, 1);
    private static final Uuid NEW = new Uuid(2, 2);

    private static StreamPosition saved(Uuid id, Map<Integer, Long> next) {
        return new StreamPosition(
                new TreeMap<>(Map.of("t", new TopicPosition(id, new TreeMap<>(next)))));
    }

    private static SortedMap<String, Topic> now(Uuid id, Integer... partitions) {
        return new TreeMap<>(Map.of("t", new Topic("t", id, new TreeSet<>(List.of(partitions)))));
    }

    private static Map<TopicPartition, LogBounds> bounds(long first, long end) {
        return Map.of(new TopicPartition("t", 0), new LogBounds(first, end));
    }

    @Test
    void seesNoLossWhereNothingChangedOrSomethingWasAdded() {
        assertThat(StreamChanges.losses(saved(OLD, Map.of(0, 5L)), now(OLD, 0, 1))).isEmpty();
        assertThat(StreamChanges.losses(saved(OLD, Map.of(0, 5L)), now(OLD, 0), bounds(5, 5)))
                .isEmpty();
    }

    @Test
    void namesARecreatedTopicWithBothIds() {
        assertThat(StreamChanges.losses(saved(OLD, Map.of(0, 5L)), now(NEW, 0)))
                .singleElement()
                .satisfies(loss -> assertThat(loss.code()).isEqualTo(DataLoss.TOPIC_RECREATED))
                .asString()
                .contains("'t'", OLD.toString(), NEW.toString(), "failOnDataLoss=false");
    }

    @Test
    void findsWhatBecameOfAPlannedRange() {
        OffsetRange planned = new OffsetRange(new TopicPartition("t", 1), OLD.toString(), 3, 5);

        assertThat(StreamChanges.loss(planned, now(OLD, 0, 1))).isEmpty();
        assertThat(StreamChanges.loss(planned, now(OLD, 0)))
                .hasValueSatisfying(
                        loss -> assertThat(loss.code()).isEqualTo(DataLoss.PARTITION_DELETED));
        assertThat(StreamChanges.loss(planned, now(NEW, 0, 1)))
                .hasValueSatisfying(
                        loss -> assertThat(loss.code()).isEqualTo(DataLoss.TOPIC_RECREATED));
        assertThat(StreamChanges.loss(planned, new TreeMap<>()))
                .hasValueSatisfying(
                        loss -> assertThat(loss.code()).isEqualTo(DataLoss.TOPIC_DELETED));
    }

    @Test
    void doesNotCompareOffsetsOfDifferentTopicsOfOneName() {
        assertThat(StreamChanges.losses(saved(OLD, Map.of(0, 5L)), now(NEW, 0), bounds(0, 2)))
                .isEmpty();
    }

    @Test
    void trustsTheNameWhereTheBrokerGivesNoIds() {
        assertThat(StreamChanges.losses(saved(Uuid.ZERO_UUID, Map.of(0, 5L)), now(NEW, 0)))
                .isEmpty();
    }

    @Test
    void namesTopicsAndPartitionsThatAreGone() {
        assertThat(StreamChanges.losses(saved(OLD, Map.of(0, 5L)), new TreeMap<>()))
                .extracting(MillraceException::code)
                .containsExactly(DataLoss.TOPIC_DELETED);
        assertThat(StreamChanges.losses(saved(OLD, Map.of(0, 5L, 1, 7L)), now(OLD, 0)))
                .extracting(MillraceException::getMessage)
                .singleElement()
                .asString()
                .contains("PARTITION_DELETED", "t-1");
    }

    @Test
    void namesOffsetsThatRetentionOrTruncationTook() {
        StreamPosition saved = saved(OLD, Map.of(0, 5L));

        assertThat(StreamChanges.losses(saved, now(OLD, 0), bounds(9, 20)))
                .singleElement()
                .asString()
                .contains("RECORDS_EXPIRED", "t-0", "[5, 9)");
        assertThat(StreamChanges.losses(saved, now(OLD, 0), bounds(0, 3)))
                .singleElement()
                .asString()
                .contains("LOG_TRUNCATED", "ends at 3");
    }
}
