package io.millrace.kafka.consume;

import io.millrace.common.PublicApi;
import io.millrace.common.error.MillraceException;
import io.millrace.common.option.DurationText;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaError;
import io.millrace.kafka.client.KafkaFailure;
import io.millrace.kafka.offset.LogBounds;
import io.millrace.kafka.offset.OffsetLookup;
import io.millrace.kafka.position.PositionLookup;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads one topic into a sink, in the order of offsets within each partition.
 *
 * <p>Without a group nothing is left behind on the brokers. With a group, reading starts at the
 * group's committed offsets where there are any, and what the sink has flushed is committed every
 * few seconds and at the end: after a crash some records come twice, none is missed. With a group
 * and no choice of partitions the reader is a member of the group and shares its partitions with
 * the other members.
 *
 * <p>One thread reads; {@link #stop} may be called by any.
 */
@PublicApi
public final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(3);

    private final KafkaConnection connection;
    private final ReadOrder order;
    private final TopicAdmin topics;
    private final List<TopicPartition> partitions;
    private final Consumer<byte[], byte[]> consumer;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile long records;

    /**
     * Checks the topic and opens a consumer.
     *
     * @throws MillraceException BROKER_UNREACHABLE, TOPIC_NOT_FOUND or PARTITION_NOT_FOUND
     */
    public TopicReader(KafkaConnection connection, ReadOrder order) {
        this.connection = connection;
        this.order = order;
        this.topics = new TopicAdmin(connection);
        try {
            this.partitions = chosen(topics.partitions(order.topic()));
            ByteArrayDeserializer deserializer = new ByteArrayDeserializer();
            this.consumer =
                    new KafkaConsumer<>(
                            ConsumerSettings.of(connection, order), deserializer, deserializer);
        } catch (KafkaException | MillraceException e) {
            topics.close();
            throw KafkaFailure.translate(e, connection, "open a consumer");
        }
    }

    private List<TopicPartition> chosen(List<TopicPartition> all) {
        for (int partition : order.partitions()) {
            if (partition < 0 || partition >= all.size()) {
                throw KafkaError.PARTITION_NOT_FOUND.exception(
                        partition, order.topic(), all.size() - 1);
            }
        }
        return order.partitions().isEmpty()
                ? all
                : all.stream().filter(p -> order.partitions().contains(p.partition())).toList();
    }

    /**
     * Reads until the order is fulfilled or {@link #stop} is called. May be called once.
     *
     * @return how many records the sink took
     * @throws IOException what the sink throws; nothing that it did not flush is committed
     * @throws MillraceException NO_RECORDS_IN_TIME, OFFSET_NOT_HELD if records were deleted before
     *     they were read, and what can go wrong with the connection
     */
    public long read(RecordSink sink) throws IOException {
        Commits commits = new Commits(consumer, order.group().isPresent());
        try {
            try {
                run(sink, commits, start(sink, commits));
            } catch (WakeupException e) {
                if (!stopped.get()) {
                    throw e;
                }
            }
            flush(sink, commits);
            commitAtLast(commits);
        } catch (OffsetOutOfRangeException e) {
            throw notHeld(e);
        } catch (KafkaException e) {
            throw KafkaFailure.translate(e, connection, "read topic '" + order.topic() + "'");
        }
        return records;
    }

    /** Says whether the partitions to read are known, which a member of a group has to wait for. */
    private BooleanSupplier start(RecordSink sink, Commits commits) {
        StartOffsets start = new StartOffsets(order, new PositionLookup(offsets()), sink);
        if (order.group().isPresent() && order.partitions().isEmpty()) {
            MemberPartitions own = new MemberPartitions(consumer, start, commits);
            consumer.subscribe(List.of(order.topic()), own);
            return own::settled;
        }
        consumer.assign(partitions);
        start.place(consumer, partitions);
        return () -> true;
    }

    private void run(RecordSink sink, Commits commits, BooleanSupplier settled) throws IOException {
        EndOffsets ends =
                new EndOffsets(
                        order.end() == ReadEnd.PRESENT_END
                                ? offsets().bounds(partitions)
                                : Map.of());
        RecordHandout handout = new RecordHandout(sink, ends, commits, order.max());
        ConnectionWatch watch = new ConnectionWatch(System::nanoTime);
        long lastRecord = System.nanoTime();
        while (!stopped.get() && handout.left() > 0) {
            if (order.end() == ReadEnd.PRESENT_END
                    && settled.getAsBoolean()
                    && ends.reached(consumer)) {
                return;
            }
            ConsumerRecords<byte[], byte[]> batch = consumer.poll(pollLimit(lastRecord));
            if (!batch.isEmpty()) {
                records += handout.handOut(batch);
                flush(sink, commits);
                lastRecord = System.nanoTime();
            } else {
                watch.look(consumer.metrics()).ifPresent(sink::disconnected);
            }
            commits.commitIfDue();
            giveUpIfIdle(lastRecord, commits);
        }
    }

    private static void commitAtLast(Commits commits) {
        try {
            commits.commit();
        } catch (WakeupException e) {
            // Stopped between two polls: this was the wake-up, and there is no other.
            commits.commit();
        }
    }

    private OffsetLookup offsets() {
        return topics.offsets(order.isolation());
    }

    private static void flush(RecordSink sink, Commits commits) throws IOException {
        sink.flush();
        commits.flushed();
    }

    private Duration pollLimit(long lastRecord) {
        if (order.idleLimit().isEmpty()) {
            return POLL;
        }
        Duration left = order.idleLimit().get().minusNanos(System.nanoTime() - lastRecord);
        Duration positive = left.isNegative() ? Duration.ZERO : left;
        return positive.compareTo(POLL) < 0 ? positive : POLL;
    }

    private void giveUpIfIdle(long lastRecord, Commits commits) {
        if (order.idleLimit().isEmpty()
                || System.nanoTime() - lastRecord < order.idleLimit().get().toNanos()) {
            return;
        }
        commits.commit();
        throw ConsumeError.NO_RECORDS_IN_TIME.exception(
                order.topic(), DurationText.format(order.idleLimit().get()), records);
    }

    private MillraceException notHeld(OffsetOutOfRangeException e) {
        Map.Entry<TopicPartition, Long> first =
                e.offsetOutOfRangePartitions().entrySet().iterator().next();
        TopicPartition partition = first.getKey();
        LogBounds bounds = offsets().bounds(List.of(partition)).get(partition);
        return ConsumeError.OFFSET_NOT_HELD.causedBy(
                e,
                partition.partition(),
                partition.topic(),
                first.getValue(),
                bounds.first(),
                bounds.end());
    }

    /** Makes {@link #read} finish with what it has; safe to call from any thread, at any time. */
    public void stop() {
        if (stopped.compareAndSet(false, true)) {
            consumer.wakeup();
        }
    }

    /** How many records the sink has taken. */
    public long records() {
        return records;
    }

    @Override
    public void close() {
        topics.close();
        try {
            // Outside a group nobody waits for a farewell, which itself would wait for a fetch.
            consumer.close(
                    CloseOptions.timeout(order.group().isPresent() ? LEAVE_LIMIT : Duration.ZERO));
        } catch (KafkaException e) {
            throw KafkaFailure.translate(e, connection, "leave group");
        }
    }
}
