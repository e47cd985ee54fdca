package io.millrace.benchmark.contest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.benchmark.protocol.StreamRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Extracts views until it is killed, and then goes on where it was, or, if told to, at the end. */
final class FakeStream {

    private static final ObjectMapper JSON = new ObjectMapper();

    private FakeStream() {}

    static void run(String servers, StreamRequest request, boolean onWhereItWas)
            throws IOException {
        Path state = Path.of(request.stateDirectory());
        boolean again = Files.exists(state);
        Files.createDirectories(state);
        Map<String, Object> settings = Map.of("bootstrap.servers", servers);
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(
                                settings,
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(
                                settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(request.topic()).stream()
                            .map(info -> new TopicPartition(request.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            if (again && !onWhereItWas) {
                consumer.seekToEnd(partitions);
            }
            for (TopicPartition partition : partitions) {
                Path position = state.resolve(Integer.toString(partition.partition()));
                if (onWhereItWas && Files.exists(position)) {
                    consumer.seek(partition, Long.parseLong(Files.readString(position)));
                }
            }
            while (true) {
                for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofMillis(20))) {
                    JsonNode event = JSON.readTree(r.value());
                    if (event.get("event_type").textValue().equals("view")) {
                        ObjectNode view = JSON.createObjectNode();
                        for (String field : List.of("user_id", "ad_id", "event_time")) {
                            view.set(field, event.get(field));
                        }
                        producer.send(
                                new ProducerRecord<>(
                                        request.outputTopic(), JSON.writeValueAsBytes(view)));
                    }
                }
                producer.flush();
                for (TopicPartition partition : partitions) {
                    // Written aside and renamed, so that a kill leaves no half of it.
                    Path aside = state.resolve("aside");
                    Files.writeString(aside, Long.toString(consumer.position(partition)));
                    Files.move(
                            aside,
                            state.resolve(Integer.toString(partition.partition())),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
