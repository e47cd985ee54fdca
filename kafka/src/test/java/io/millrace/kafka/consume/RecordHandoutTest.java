package io.millrace.kafka.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.offset.LogBounds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches that hold more than is wanted, which a broker only sends by chance. */
class RecordHandoutTest {

    private static final TopicPartition PARTITION = new TopicPartition("clicks", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final Commits commits = new Commits(consumer, true);
    private final CollectingSink sink = new CollectingSink();

    @BeforeEach
    void assign() {
        consumer.assign(List.of(PARTITION));
    }

    @Test
    void leavesOutWhatWasWrittenAfterTheStart() throws IOException {
        RecordHandout handout =
                handout(Map.of(PARTITION, new LogBounds(0, 2)), OptionalLong.empty());

        assertThat(handout.handOut(batch("a", "b", "c"))).isEqualTo(2);

        assertThat(taken()).containsExactly("a", "b");
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void commitsTheLastRecordThatWasWantedAndNotTheBatch() throws IOException {
        RecordHandout handout = handout(Map.of(), OptionalLong.of(1));

        assertThat(handout.handOut(batch("a", "b", "c"))).isEqualTo(1);

        assertThat(handout.left()).isZero();
        assertThat(taken()).containsExactly("a");
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void commitsTheEndOfABatchThatWasTakenAsAWhole() throws IOException {
        handout(Map.of(), OptionalLong.empty()).handOut(batch("a", "b"));

        // What lies beyond the records, such as the end of a transaction, is read, too.
        assertThat(committed()).isEqualTo(10);
    }

    private RecordHandout handout(Map<TopicPartition, LogBounds> bounds, OptionalLong max) {
        return new RecordHandout(sink, new EndOffsets(bounds), commits, max);
    }

    /** The records have the offsets from 0 on, and the next one to fetch is 10. */
    private static ConsumerRecords<byte[], byte[]> batch(String... values) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String value : values) {
            records.add(new ConsumerRecord<>("clicks", 0, records.size(), null, value.getBytes()));
        }
        return new ConsumerRecords<>(
                Map.of(PARTITION, records), Map.of(PARTITION, new OffsetAndMetadata(10)));
    }

    private List<String> taken() throws IOException {
        sink.flush();
        return sink.values();
    }

    private long committed() {
        commits.flushed();
        commits.commit();
        return consumer.committed(Set.of(PARTITION)).get(PARTITION).offset();
    }
}
