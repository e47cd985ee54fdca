package io.millrace.benchmark.latency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.kafka.client.KafkaConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Properties;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what an engine writes. When it reads is of no consequence: the time that counts is the one
 * at which the broker appended a row to its log. Used by one thread.
 */
final class OutputMeter implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MICROS_PER_MILLI = 1_000;
    private static final int DIGITS = 3;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Schedule schedule;
    private final Answer answer;
    private final Histogram latencies = new Histogram(DIGITS);

    OutputMeter(
            KafkaConnection connection,
            Collection<TopicPartition> output,
            Schedule schedule,
            Answer answer) {
        Properties properties = connection.clientProperties();
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.schedule = schedule;
        this.answer = answer;
        consumer.assign(output);
        consumer.seekToBeginning(output);
    }

    /**
     * Reads until the answer is complete or wrong.
     *
     * @param patience how long to wait without any new row
     */
    void readAll(Duration patience) throws IOException {
        long lastRow = System.nanoTime();
        while (!answer.isComplete() && answer.problem().isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                lastRow = System.nanoTime();
                take(record);
            }
            if (System.nanoTime() - lastRow > patience.toNanos()) {
                return;
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) throws IOException {
        JsonNode row = JSON.readTree(record.value());
        // The broker cuts its time to milliseconds; a latency is never shown shorter than it was.
        long appended = (record.timestamp() + 1) * MICROS_PER_MILLI;
        answer.take(
                row,
                event -> {
                    if (schedule.isMeasured(event)) {
                        latencies.recordValue(Math.max(0, appended - schedule.micros(event)));
                    }
                });
    }

    /** What was measured, in microseconds. */
    Histogram latencies() {
        return latencies;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
