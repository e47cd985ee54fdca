package io.millrace.integration.reliability.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.integration.reliability.check.InputId;
import io.millrace.integration.reliability.check.Place;
import io.millrace.kafka.deadletter.DeadLetter;
import io.millrace.kafka.deadletter.LetterEnvelope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is committed while it comes, and hands it to the checks. */
final class OutputWatch {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(50);

    private final FlowChecks checks;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "output");
    private volatile boolean stopped;
    private volatile long seen;
    private volatile RuntimeException failure;

    OutputWatch(String servers, int partitionCount, FlowChecks checks) {
        this.checks = checks;
        this.partitions =
                Tables.outputTopics().stream()
                        .flatMap(
                                topic ->
                                        IntStream.range(0, partitionCount)
                                                .mapToObj(i -> new TopicPartition(topic, i)))
                        .toList();
        this.consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                servers,
                                "isolation.level",
                                "read_committed",
                                "auto.offset.reset",
                                "none",
                                "max.poll.records",
                                "5000",
                                "request.timeout.ms",
                                "5000",
                                "default.api.timeout.ms",
                                "600000",
                                "reconnect.backoff.max.ms",
                                "200"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            consumer.assign(partitions);
            partitions.forEach(partition -> consumer.seek(partition, 0));
            while (!stopped) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    see(record);
                }
                seen += records.count();
                for (TopicPartition partition : partitions) {
                    positions.put(partition, consumer.position(partition));
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            consumer.close();
        }
    }

    private void see(ConsumerRecord<byte[], byte[]> record) {
        Place place = new Place(record.topic(), record.partition(), record.offset());
        switch (record.topic()) {
            case Tables.COPY -> seeCopy(place, json(place, record));
            case Tables.TOTALS -> seeTotals(place, json(place, record));
            default -> seeLetter(place, LetterEnvelope.open(record));
        }
    }

    private void seeCopy(Place place, JsonNode value) {
        InputId id =
                new InputId(value.path("producer").asInt(-1), value.path("sequence").asInt(-1));
        checks.seeCopy(
                place,
                id,
                value.path("key").asText(),
                new FlowChecks.Content(
                        value.path("amount").asLong(),
                        value.path("text").asText(),
                        value.path("hash").asLong()));
    }

    private void seeTotals(Place place, JsonNode value) {
        checks.seeTotals(
                place,
                value.path("key").asText(),
                value.path("records").asInt(),
                value.path("total").asLong());
    }

    private void seeLetter(Place place, DeadLetter letter) {
        checks.seeLetter(
                place,
                new String(letter.key(), StandardCharsets.UTF_8),
                new String(letter.value(), StandardCharsets.UTF_8));
    }

    private static JsonNode json(Place place, ConsumerRecord<byte[], byte[]> record) {
        try {
            return JSON.readTree(record.value());
        } catch (IOException e) {
            throw new UncheckedIOException(place + " is no JSON", e);
        }
    }

    List<TopicPartition> partitions() {
        return partitions;
    }

    /** How many records have been seen. */
    long seen() {
        return seen;
    }

    /** How far a partition is read. */
    long position(TopicPartition partition) {
        return positions.getOrDefault(partition, 0L);
    }

    /** Whether all of it is read that lies before these offsets. */
    boolean hasPassed(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /** Fails if the watch has failed. */
    void check() {
        if (failure != null) {
            throw failure;
        }
    }

    void stop() throws InterruptedException {
        stopped = true;
        thread.join();
        check();
    }
}
