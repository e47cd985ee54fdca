package io.millrace.dstream.receiver;

import io.millrace.dstream.receiver.KafkaGroup.RecordLoss;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.spark.api.java.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of a consumer group that commits offsets when the records before them are stored. Before
 * it gives a partition away it has the block stored that may hold records of it.
 */
final class GroupSource<K, V, T> implements AcknowledgedSource<T>, ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(GroupSource.class);

    private final Consumer<K, V> consumer;
    private final KafkaGroup<K, V> group;
    private final Function<ConsumerRecord<K, V>, T> mapping;
    private final BiConsumer<String, Throwable> reports;

    /** Behind the records that were added and are not committed. */
    private final Map<TopicPartition, OffsetAndMetadata> added = new HashMap<>();

    /** The block of the call of poll that is going on. */
    private PendingBlock<T> block;

    GroupSource(
            Consumer<K, V> consumer,
            KafkaGroup<K, V> group,
            Function<ConsumerRecord<K, V>, T> mapping,
            BiConsumer<String, Throwable> reports) {
        this.consumer = consumer;
        this.group = group;
        this.mapping = mapping;
        this.reports = reports;
    }

    @Override
    public void poll(PendingBlock<T> pending, Duration limit) throws Exception {
        block = pending;
        ConsumerRecords<K, V> records;
        try {
            records = consumer.poll(limit);
        } catch (OffsetOutOfRangeException e) {
            e.offsetOutOfRangePartitions().forEach(this::recordsGone);
            return;
        }
        for (ConsumerRecord<K, V> record : records) {
            pending.add(mapping.call(record));
        }
        added.putAll(records.nextOffsets());
    }

    @Override
    public void holdBack(PendingBlock<T> pending, Duration limit) throws Exception {
        // Not to be taken for dead, it must poll.
        Set<TopicPartition> mine = consumer.assignment();
        consumer.pause(mine);
        try {
            poll(pending, limit);
        } finally {
            consumer.resume(consumer.paused());
        }
    }

    @Override
    public void acknowledge() {
        if (!added.isEmpty() && commit(added)) {
            added.clear();
        }
    }

    private boolean commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            consumer.commitSync(offsets);
            return true;
        } catch (RebalanceInProgressException e) {
            // They stay for the next time, which is when partitions are given away at the latest.
            LOG.debug("Offsets of group {} are committed later", group.group(), e);
            return false;
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty() && block != null) {
            block.store();
            added.keySet().removeAll(partitions);
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        // Somebody else has them and receives again what is not committed.
        added.keySet().removeAll(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        Set<TopicPartition> without = Set.copyOf(partitions);
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(without);
        List<TopicPartition> first =
                without.stream().filter(partition -> committed.get(partition) == null).toList();
        if (!first.isEmpty()) {
            begin(first);
        }
    }

    private void begin(List<TopicPartition> partitions) {
        String reset = group.reset();
        if (reset.equals("none")) {
            TopicPartition partition = partitions.get(0);
            throw ReceiverError.NO_GROUP_OFFSET.exception(
                    partition.partition(), partition.topic(), group.group());
        }
        Map<TopicPartition, Long> starts =
                reset.equals("latest")
                        ? consumer.endOffsets(partitions)
                        : consumer.beginningOffsets(partitions);
        Map<TopicPartition, OffsetAndMetadata> begun = new HashMap<>();
        starts.forEach(
                (partition, offset) -> {
                    consumer.seek(partition, offset);
                    begun.put(partition, new OffsetAndMetadata(offset));
                });
        // At once: else latest would be later then. Of the others nothing, it is not stored yet.
        if (!commit(begun)) {
            added.putAll(begun);
        }
    }

    private void recordsGone(TopicPartition partition, Long offset) {
        List<TopicPartition> one = List.of(partition);
        long first = consumer.beginningOffsets(one).get(partition);
        RuntimeException gone =
                ReceiverError.RECEIVED_RECORDS_GONE.exception(
                        partition.partition(),
                        partition.topic(),
                        group.group(),
                        offset,
                        first,
                        consumer.endOffsets(one).get(partition));
        if (group.recordLoss() == RecordLoss.REFUSED) {
            throw gone;
        }
        reports.accept(gone.getMessage(), gone);
        consumer.seek(partition, first);
        added.put(partition, new OffsetAndMetadata(first));
    }

    @Override
    public void close() {
        // Closing takes partitions away, too: what is not stored by now is not to be committed.
        block = null;
        consumer.close();
    }
}
