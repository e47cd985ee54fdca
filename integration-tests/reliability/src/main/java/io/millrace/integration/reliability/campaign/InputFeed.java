package io.millrace.integration.reliability.campaign;

import io.millrace.integration.reliability.check.InputId;
import io.millrace.integration.reliability.check.InputRecords;
import io.millrace.integration.reliability.check.MalformedInputs;
import io.millrace.integration.reliability.cluster.KafkaCluster;
import io.millrace.kafka.transaction.TokenGroup;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the input at an even pace until it is finished, so that there is always something to do,
 * and tells the checks what it sends. Each record is there once, whatever happens to the brokers: a
 * client that only repeats its requests writes some twice when all of them die. So there are
 * transactions, and with the records how many there are so far.
 */
final class InputFeed {

    private static final int PRODUCERS = 4;
    private static final int MOST_AT_ONCE = 10_000;
    private static final long TICK_MILLIS = 50;
    private static final String NAME = "campaign-input";
    private static final TopicPartition COUNT = new TopicPartition(Tables.INPUT, 0);

    private final KafkaCluster cluster;
    private final InputRecords inputs;
    private final MalformedInputs malformed;
    private final FlowChecks checks;
    private final int recordsPerSecond;
    private final Thread thread = new Thread(this::run, "input");
    private KafkaProducer<byte[], byte[]> producer;
    private volatile boolean stopped;
    private volatile RuntimeException failure;

    InputFeed(
            KafkaCluster cluster,
            InputRecords inputs,
            MalformedInputs malformed,
            FlowChecks checks,
            int recordsPerSecond) {
        this.cluster = cluster;
        this.inputs = inputs;
        this.malformed = malformed;
        this.checks = checks;
        this.recordsPerSecond = recordsPerSecond;
    }

    void start() {
        thread.start();
    }

    private void run() {
        long begin = System.nanoTime();
        int sent = 0;
        try {
            while (!stopped) {
                double seconds = (System.nanoTime() - begin) / 1e9;
                int due = Math.min((int) (seconds * recordsPerSecond), sent + MOST_AT_ONCE);
                if (due > sent) {
                    send(sent, due);
                    sent = due;
                }
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            close();
        }
    }

    private static InputId id(int number) {
        return new InputId(number % PRODUCERS, number / PRODUCERS);
    }

    private void send(int from, int until) throws InterruptedException {
        for (int i = from; i < until; i++) {
            checks.attempt(id(i));
        }
        while (!isSent(from, until)) {
            // Another producer of the same name ends what this one has begun.
            close();
        }
        for (int i = from; i < until; i++) {
            checks.acknowledge(id(i));
        }
    }

    private boolean isSent(int from, int until) throws InterruptedException {
        try {
            if (producer == null) {
                producer = open();
                producer.initTransactions();
                if (count() == until) {
                    return true;
                }
            }
            producer.beginTransaction();
            for (int i = from; i < until; i++) {
                producer.send(record(id(i)));
            }
            producer.sendOffsetsToTransaction(
                    Map.of(COUNT, new OffsetAndMetadata(until)), TokenGroup.named(NAME));
            producer.commitTransaction();
            return true;
        } catch (KafkaException | ExecutionException e) {
            TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            return false;
        }
    }

    private ProducerRecord<byte[], byte[]> record(InputId id) {
        return new ProducerRecord<>(
                Tables.INPUT,
                inputs.key(id).getBytes(StandardCharsets.UTF_8),
                malformed.value(id).getBytes(StandardCharsets.UTF_8));
    }

    /** How many records are there for good. */
    private long count() throws InterruptedException, ExecutionException {
        OffsetAndMetadata count =
                cluster.admin()
                        .listConsumerGroupOffsets(
                                Map.of(
                                        NAME,
                                        new ListConsumerGroupOffsetsSpec()
                                                .topicPartitions(List.of(COUNT))),
                                new ListConsumerGroupOffsetsOptions().requireStable(true))
                        .partitionsToOffsetAndMetadata(NAME)
                        .get()
                        .get(COUNT);
        return count == null ? 0 : count.offset();
    }

    private KafkaProducer<byte[], byte[]> open() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        cluster.directServers(),
                        "transactional.id",
                        NAME,
                        "delivery.timeout.ms",
                        "30000",
                        "max.block.ms",
                        "30000",
                        "request.timeout.ms",
                        "5000",
                        "linger.ms",
                        "5",
                        "reconnect.backoff.max.ms",
                        "200"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    /** Sends no more, and waits until everything that was begun is there. */
    void finish() throws InterruptedException {
        stopped = true;
        thread.join();
        if (failure != null) {
            throw failure;
        }
    }
}
