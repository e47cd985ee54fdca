package io.millrace.kafka.fetch.batch;

import io.millrace.kafka.fetch.batch.FetchedBatches.Placed;
import io.millrace.kafka.fetch.record.FetchedRecords;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.internals.AbstractFetch;
import org.apache.kafka.clients.consumer.internals.ClassicKafkaConsumer;
import org.apache.kafka.clients.consumer.internals.CompletedFetch;
import org.apache.kafka.clients.consumer.internals.ConsumerMetadata;
import org.apache.kafka.clients.consumer.internals.Deserializers;
import org.apache.kafka.clients.consumer.internals.Fetch;
import org.apache.kafka.clients.consumer.internals.FetchBuffer;
import org.apache.kafka.clients.consumer.internals.FetchCollector;
import org.apache.kafka.clients.consumer.internals.FetchConfig;
import org.apache.kafka.clients.consumer.internals.FetchMetricsManager;
import org.apache.kafka.clients.consumer.internals.Fetcher;
import org.apache.kafka.clients.consumer.internals.SubscriptionState;
import org.apache.kafka.clients.consumer.internals.SubscriptionState.FetchPosition;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.internals.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a consumer hand out each fetch as a whole instead of record by record. Connections,
 * metadata, positions, errors and everything else stay the consumer's own business; what this class
 * does not know how to read, the consumer reads as ever.
 */
public final class BatchCollector extends FetchCollector<ByteBuffer, ByteBuffer> {

    private static final Logger LOG = LoggerFactory.getLogger(BatchCollector.class);
    private static final Optional<ConsumerInternals> INTERNALS = internals();

    private final ConsumerInternals internals;
    private final SubscriptionState subscriptions;
    private final FetchConfig config;

    private BatchCollector(
            ConsumerInternals internals,
            SubscriptionState subscriptions,
            FetchConfig config,
            ConsumerMetadata metadata,
            Deserializers<ByteBuffer, ByteBuffer> deserializers,
            FetchMetricsManager metrics) {
        super(
                new LogContext(),
                metadata,
                subscriptions,
                config,
                deserializers,
                metrics,
                Time.SYSTEM);
        this.internals = internals;
        this.subscriptions = subscriptions;
        this.config = config;
    }

    /**
     * Installs itself in a consumer that has not been polled yet.
     *
     * @return whether it could; otherwise the consumer is as it was
     */
    public static boolean install(KafkaConsumer<ByteBuffer, ByteBuffer> consumer) {
        if (INTERNALS.isEmpty()) {
            return false;
        }
        try {
            Object delegate =
                    ConsumerInternals.field(
                            consumer, KafkaConsumer.class, "delegate", Object.class);
            if (!(delegate instanceof ClassicKafkaConsumer)) {
                return false;
            }
            install(INTERNALS.get(), delegate);
            return true;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            LOG.info("Reading record by record: this Kafka client is not as expected", e);
            return false;
        }
    }

    private static void install(ConsumerInternals internals, Object consumer)
            throws ReflectiveOperationException {
        Fetcher<?, ?> fetcher =
                ConsumerInternals.field(
                        consumer, ClassicKafkaConsumer.class, "fetcher", Fetcher.class);
        BatchCollector collector =
                new BatchCollector(
                        internals,
                        of(fetcher, "subscriptions", SubscriptionState.class),
                        of(fetcher, "fetchConfig", FetchConfig.class),
                        of(fetcher, "metadata", ConsumerMetadata.class),
                        deserializers(consumer),
                        of(fetcher, "metricsManager", FetchMetricsManager.class));
        ConsumerInternals.replace(fetcher, Fetcher.class, "fetchCollector", collector);
    }

    private static <T> T of(Fetcher<?, ?> fetcher, String name, Class<T> type)
            throws ReflectiveOperationException {
        return ConsumerInternals.field(fetcher, AbstractFetch.class, name, type);
    }

    @SuppressWarnings("unchecked")
    private static Deserializers<ByteBuffer, ByteBuffer> deserializers(Object consumer)
            throws ReflectiveOperationException {
        return ConsumerInternals.field(
                consumer, ClassicKafkaConsumer.class, "deserializers", Deserializers.class);
    }

    private static Optional<ConsumerInternals> internals() {
        try {
            return Optional.of(new ConsumerInternals());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            LOG.info("Reading record by record: this Kafka client is not as expected", e);
            return Optional.empty();
        }
    }

    /** The records that a poll has given for a partition, in either shape. */
    public static FetchedRecords read(
            TopicPartition partition, List<ConsumerRecord<ByteBuffer, ByteBuffer>> polled) {
        return polled.size() == 1 && polled.get(0) instanceof FetchedBatches batches
                ? batches
                : FetchedRecords.of(partition, polled);
    }

    @Override
    public Fetch<ByteBuffer, ByteBuffer> collectFetch(FetchBuffer buffer) {
        CompletedFetch next = internals.peek(buffer);
        if (next == null || !isReadable(internals.data(next))) {
            return super.collectFetch(buffer);
        }
        CompletedFetch fetch = initialize(next);
        internals.take(buffer);
        return fetch == null ? Fetch.empty() : collect(fetch, internals.data(fetch));
    }

    private static boolean isReadable(PartitionData data) {
        if (data.errorCode() != Errors.NONE.code()
                || !(data.records() instanceof MemoryRecords records)
                || !records.buffer().hasArray()
                || records.sizeInBytes() == 0) {
            return false;
        }
        boolean any = false;
        for (RecordBatch batch : records.batches()) {
            if (!FetchedBatches.canRead(batch)) {
                return false;
            }
            any = true;
        }
        return any;
    }

    private Fetch<ByteBuffer, ByteBuffer> collect(CompletedFetch fetch, PartitionData data) {
        TopicPartition partition = internals.partition(fetch);
        FetchPosition position = subscriptions.position(partition);
        MemoryRecords fetched = (MemoryRecords) data.records();
        AbortedTransactions aborted = aborted(data);
        List<Placed> wanted = new ArrayList<>();
        int at = fetched.buffer().position();
        int records = 0;
        RecordBatch last = null;
        for (RecordBatch batch : fetched.batches()) {
            if (config.checkCrcs) {
                batch.ensureValid();
            }
            boolean left = batch.isControlBatch();
            if (aborted != null && batch.hasProducerId()) {
                left |= aborted.include(batch);
            }
            if (!left) {
                wanted.add(new Placed((DefaultRecordBatch) batch, at));
                records += ((DefaultRecordBatch) batch).countOrNull();
            }
            at += batch.sizeInBytes();
            last = batch;
        }
        OffsetAndMetadata next = advance(partition, position, last);
        internals.finish(fetch, records, at - fetched.buffer().position());
        List<ConsumerRecord<ByteBuffer, ByteBuffer>> given =
                wanted.isEmpty()
                        ? List.of()
                        : List.of(
                                new FetchedBatches(
                                        partition, fetched.buffer(), wanted, position.offset));
        return Fetch.forPartition(partition, given, true, next);
    }

    private AbortedTransactions aborted(PartitionData data) {
        return config.isolationLevel == IsolationLevel.READ_COMMITTED
                ? new AbortedTransactions(data.abortedTransactions())
                : null;
    }

    /** Moves the consumer behind the last batch, from where it fetches next. */
    private OffsetAndMetadata advance(
            TopicPartition partition, FetchPosition position, RecordBatch last) {
        int epoch = last.partitionLeaderEpoch();
        Optional<Integer> leaderEpoch =
                epoch == RecordBatch.NO_PARTITION_LEADER_EPOCH
                        ? Optional.empty()
                        : Optional.of(epoch);
        long next = Math.max(position.offset, last.nextOffset());
        subscriptions.position(
                partition, new FetchPosition(next, leaderEpoch, internals.leader(position)));
        return new OffsetAndMetadata(next, leaderEpoch, "");
    }
}
