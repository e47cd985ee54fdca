package io.millrace.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the results of the pipeline from its topics, from now on. */
final class ResultReader implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A result, and the JSON it was read from. */
    record Result(String topic, String json, WindowResult content) {}

    private final KafkaConnection connection;
    private final Consumer<byte[], byte[]> consumer;

    ResultReader(KafkaConnection connection) {
        this.connection = connection;
        this.consumer =
                new KafkaConsumer<>(
                        connection.clientProperties(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                List.of(
                        new TopicPartition(DemoTopics.METRICS, 0),
                        new TopicPartition(DemoTopics.PROCESSES, 0));
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Asking for the position settles what "end" is.
        partitions.forEach(consumer::position);
    }

    /** The results that have come, after at most this long. */
    List<Result> poll(Duration limit) {
        try {
            List<Result> results = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(limit)) {
                result(record).ifPresent(results::add);
            }
            return results;
        } catch (KafkaException e) {
            throw KafkaFailure.translate(e, connection, "read the results");
        }
    }

    /** A topic is open to everyone: what is no result of the pipeline is left out. */
    private static Optional<Result> result(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(record.value());
            WindowResult content =
                    record.topic().equals(DemoTopics.METRICS)
                            ? WindowResult.Metric.of(json)
                            : WindowResult.Processes.of(json);
            String text = new String(record.value(), StandardCharsets.UTF_8);
            return Optional.of(new Result(record.topic(), text, content));
        } catch (IOException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
