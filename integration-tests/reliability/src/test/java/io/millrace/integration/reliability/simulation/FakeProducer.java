package io.millrace.integration.reliability.simulation;

import io.millrace.integration.reliability.simulation.FakeBroker.Outcome;
import io.millrace.integration.reliability.simulation.FakeBroker.Session;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.metrics.KafkaMetric;

/** A transactional producer of the fake broker: sends later than it is told to, as the real one. */
final class FakeProducer implements Producer<byte[], byte[]> {

    private final FakeBroker broker;
    private final Network network;
    private final Random random;
    private final String id;
    private final Queue<Unsent> unsent = new ArrayDeque<>();
    private Session session;
    private KafkaException failure;
    private boolean inTransaction;
    private boolean empty;
    private boolean closed;

    private record Unsent(
            ProducerRecord<byte[], byte[]> record,
            Callback callback,
            CompletableFuture<RecordMetadata> future) {}

    FakeProducer(FakeBroker broker, Network network, Random random, String id) {
        this.broker = broker;
        this.network = network;
        this.random = random;
        this.id = id;
    }

    @Override
    public void initTransactions() {
        requireOpen();
        session = network.callUntilAnswered(() -> broker.init(id));
    }

    @Override
    public void beginTransaction() {
        requireUsable();
        if (session == null || inTransaction) {
            throw new IllegalStateException("No transaction can begin here");
        }
        inTransaction = true;
        empty = true;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        return send(record, (metadata, e) -> {});
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        requireInTransaction();
        CompletableFuture<RecordMetadata> future = new CompletableFuture<>();
        unsent.add(new Unsent(record, callback, future));
        network.pause();
        if (random.nextBoolean()) {
            sendAll();
        }
        return future;
    }

    /** What is refused fails the transaction; what is lost the client repeats by itself. */
    private void sendAll() {
        while (!unsent.isEmpty()) {
            Unsent next = unsent.remove();
            try {
                if (failure != null) {
                    throw failure;
                }
                broker.produce(id, session, next.record());
                empty = false;
                next.callback().onCompletion(null, null);
                next.future().complete(null);
            } catch (KafkaException e) {
                failure = e;
                next.callback().onCompletion(null, e);
                next.future().completeExceptionally(e);
            }
        }
    }

    @Override
    public void flush() {
        network.pause();
        sendAll();
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        requireInTransaction();
        try {
            network.call(
                    () -> {
                        broker.addOffsets(id, session, group.groupId(), offsets);
                        return null;
                    });
            empty = false;
        } catch (TimeoutException e) {
            // It may be there.
            empty = false;
            throw e;
        } catch (ApiException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public void commitTransaction() {
        requireInTransaction();
        flush();
        commitSent();
    }

    /** Commits what is sent, and forgets the rest; no real producer does that. */
    void commitSent() {
        requireUsable();
        unsent.clear();
        end(Outcome.COMMIT);
    }

    @Override
    public void abortTransaction() {
        requireOpen();
        if (!inTransaction) {
            throw new IllegalStateException("There is no transaction to abort");
        }
        unsent.clear();
        if (failure instanceof ApiException) {
            throw failure;
        }
        end(Outcome.ABORT);
    }

    private void end(Outcome outcome) {
        if (!empty) {
            Session ended = session;
            try {
                session = network.call(() -> broker.end(id, ended, outcome));
            } catch (TimeoutException e) {
                throw e;
            } catch (ApiException e) {
                failure = e;
                throw e;
            }
        }
        inTransaction = false;
    }

    private void requireInTransaction() {
        requireUsable();
        if (!inTransaction) {
            throw new IllegalStateException("There is no transaction");
        }
    }

    private void requireUsable() {
        requireOpen();
        if (failure != null) {
            throw new KafkaException("The producer is in an error state", failure);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The producer is closed");
        }
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /** Whatever is open stays open. */
    @Override
    public void close(Duration timeout) {
        closed = true;
        unsent.clear();
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return List.of();
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return Map.of();
    }

    @Override
    public Uuid clientInstanceId(Duration timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void registerMetricForSubscription(KafkaMetric metric) {}

    @Override
    public void unregisterMetricFromSubscription(KafkaMetric metric) {}
}
