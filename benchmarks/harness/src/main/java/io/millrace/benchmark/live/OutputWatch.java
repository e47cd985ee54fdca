package io.millrace.benchmark.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.kafka.client.KafkaConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Looks at an output topic as it grows, from a thread of its own. The topic must have the time of
 * appending as timestamp of its records, and the event's time in their field event_time.
 */
public final class OutputWatch implements AutoCloseable {

    /** One of so many records is looked into; of the others the timestamp is enough. */
    private static final int LOOKED_INTO = 50;

    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread = new Thread(this::watch, "output-watch");
    private volatile boolean stopping;
    private long records;
    private long after = Long.MAX_VALUE;
    private long firstAppended;
    private long firstInTime;
    private boolean inTime;
    private long lastNanos = System.nanoTime();

    private OutputWatch(KafkaConnection connection, String topic) {
        Properties properties = connection.clientProperties();
        properties.putAll(
                Map.of(
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "50000",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"));
        consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Begins to watch. */
    public static OutputWatch start(KafkaConnection connection, String topic) {
        OutputWatch watch = new OutputWatch(connection, topic);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        try (consumer) {
            while (!stopping) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    see(record);
                }
            }
        }
    }

    private synchronized void see(ConsumerRecord<byte[], byte[]> record) {
        records++;
        lastNanos = System.nanoTime();
        boolean counts = record.timestamp() >= after;
        if (counts && firstAppended == 0) {
            firstAppended = record.timestamp();
        }
        if (records % LOOKED_INTO == 0) {
            inTime = record.timestamp() - eventTime(record) < 1_000;
            if (inTime && counts && firstInTime == 0) {
                firstInTime = record.timestamp();
            }
        }
    }

    private static long eventTime(ConsumerRecord<byte[], byte[]> record) {
        try {
            return JSON.readTree(record.value()).get("event_time").longValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets what was seen, and looks for what is appended from this time on. */
    public synchronized void lookAfter(long millis) {
        after = millis;
        firstAppended = 0;
        firstInTime = 0;
        inTime = false;
    }

    /** How many records there are. */
    public synchronized long records() {
        return records;
    }

    /** Whether nothing has come for some time. */
    public synchronized boolean isQuiet() {
        return System.nanoTime() - lastNanos > QUIET.toNanos();
    }

    /** Whether the latest that was looked into came less than a second after its event. */
    public synchronized boolean isInTime() {
        return inTime;
    }

    /** When the first record was appended; 0 for none yet. */
    public synchronized long firstAppended() {
        return firstAppended;
    }

    /** When the first was appended that came less than a second after its event; 0 for none yet. */
    public synchronized long firstInTime() {
        return firstInTime;
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
