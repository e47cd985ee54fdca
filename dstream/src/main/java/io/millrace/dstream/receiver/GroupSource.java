package io.millrace.dstream.receiver;

import io.millrace.common.error.MillraceException;
import io.millrace.dstream.receiver.KafkaGroup.RecordLoss;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.spark.api.java.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of a consumer group that commits offsets when the records before them are stored. Before
 * it gives a partition away it has the block stored that may hold records of it. A partition whose
 * next record cannot be had is paused and tried again later, while the others go on.
 */
final class GroupSource<K, V, T> implements AcknowledgedSource<T>, ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(GroupSource.class);

    private final Consumer<K, V> consumer;
    private final KafkaGroup<K, V> group;
    private final Function<ConsumerRecord<K, V>, T> mapping;
    private final BiConsumer<String, Throwable> reports;

    private final StalledPartitions stalled = new StalledPartitions();

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
        consumer.resume(stalled.due(System.nanoTime()));
        receive(pending, limit);
    }

    @Override
    public void holdBack(PendingBlock<T> pending, Duration limit) throws Exception {
        // Not to be taken for dead, it must poll.
        consumer.pause(consumer.assignment());
        try {
            receive(pending, limit);
        } finally {
            Set<TopicPartition> held = new HashSet<>(consumer.paused());
            held.removeAll(stalled.waiting());
            consumer.resume(held);
        }
    }

    private void receive(PendingBlock<T> pending, Duration limit) throws Exception {
        block = pending;
        ConsumerRecords<K, V> records;
        try {
            records = consumer.poll(limit);
        } catch (OffsetOutOfRangeException e) {
            e.offsetOutOfRangePartitions().forEach(this::recordsGone);
            return;
        } catch (RecordDeserializationException e) {
            // The consumer stands before it.
            stall(e.topicPartition(), e.offset(), e);
            return;
        }
        for (TopicPartition partition : records.partitions()) {
            if (addAll(pending, records.records(partition))) {
                added.put(partition, records.nextOffsets().get(partition));
                stalled.succeeded(partition);
            }
        }
    }

    /** Adds those before the first one that cannot be mapped, and goes back to that. */
    private boolean addAll(PendingBlock<T> pending, List<ConsumerRecord<K, V>> records)
            throws InterruptedException {
        for (ConsumerRecord<K, V> record : records) {
            T mapped;
            try {
                mapped = mapping.call(record);
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                OffsetAndMetadata next =
                        new OffsetAndMetadata(record.offset(), record.leaderEpoch(), "");
                consumer.seek(partition, next);
                added.put(partition, next);
                if (record != records.get(0)) {
                    stalled.succeeded(partition);
                }
                stall(partition, record.offset(), e);
                return false;
            }
            pending.add(mapped);
        }
        return true;
    }

    /** Lets a partition wait, so that the others go on, and says so. */
    private void stall(TopicPartition partition, long offset, Exception reason) {
        Duration wait = stalled.failed(partition, System.nanoTime());
        consumer.pause(List.of(partition));
        MillraceException stall =
                ReceiverError.PARTITION_STALLED.causedBy(
                        reason,
                        partition.partition(),
                        partition.topic(),
                        group.group(),
                        offset,
                        text(reason),
                        wait.toMillis());
        reports.accept(stall.getMessage(), reason);
    }

    private static String text(Exception failure) {
        return MillraceException.findIn(failure)
                .map(MillraceException::text)
                .orElseGet(
                        () ->
                                failure.getCause() == null
                                        ? failure.toString()
                                        : failure + " (" + failure.getCause() + ")");
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
        stalled.forget(partitions);
        if (!partitions.isEmpty() && block != null) {
            block.store();
            added.keySet().removeAll(partitions);
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        // Somebody else has them and receives again what is not committed.
        stalled.forget(partitions);
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
        if (stalled.waiting().contains(partition)) {
            // A log that was cut off is checked again and again, by a partition that waits, too.
            return;
        }
        List<TopicPartition> one = List.of(partition);
        long first = consumer.beginningOffsets(one).get(partition);
        MillraceException gone =
                ReceiverError.RECEIVED_RECORDS_GONE.exception(
                        partition.partition(),
                        partition.topic(),
                        group.group(),
                        offset,
                        first,
                        consumer.endOffsets(one).get(partition));
        if (group.recordLoss() == RecordLoss.REFUSED) {
            stall(partition, offset, gone);
            return;
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
