package io.millrace.cli.demo;

import static io.millrace.cli.demo.Results.END;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.cli.TestBroker;
import io.millrace.kafka.client.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResultReaderTest {

    private static final String METRIC =
            """
            {"window_start":"2026-01-01T12:00:00Z","window_end":"2026-01-01T12:00:10.000Z",\
            "host":"mill","metric":"%s","unit":"percent","count":100,"average":1.5,\
            "maximum":9.0,"p95":8.25}""";
    private static final String PROCESSES =
            """
            {"window_end":"2026-01-01T06:00:10-06:00","host":"mill",\
            "top":[{"cpu":98.5,"pid":42,"command":"java"},{"cpu":1.0,"pid":7,"command":"a\\u001b[2Jb"}]}""";

    private final KafkaConnection kafka = KafkaConnection.to(TestBroker.shared().bootstrap());

    @BeforeEach
    void createTopics() {
        DemoTopics.create(kafka);
    }

    @Test
    void readsWhatComesFromNowOn() throws Exception {
        send(DemoTopics.METRICS, METRIC.formatted("before"));

        try (ResultReader reader = new ResultReader(kafka)) {
            send(DemoTopics.METRICS, METRIC.formatted("cpu.all"));

            ResultReader.Result result = next(reader, 1).get(0);
            assertThat(result.topic()).isEqualTo(DemoTopics.METRICS);
            assertThat(result.json()).isEqualTo(METRIC.formatted("cpu.all"));
            assertThat(result.content())
                    .isEqualTo(
                            new WindowResult.Metric(
                                    END, "mill", "cpu.all", "percent", 100, 1.5, 9.0, 8.25));
        }
    }

    @Test
    void makesVisibleWhatCouldMoveTheCursor() throws Exception {
        try (ResultReader reader = new ResultReader(kafka)) {
            send(DemoTopics.PROCESSES, PROCESSES);

            ResultReader.Result result = next(reader, 1).get(0);
            assertThat(result.json()).isEqualTo(PROCESSES);
            assertThat(result.content())
                    .isEqualTo(
                            Results.processes(
                                    END,
                                    new WindowResult.Process(42, "java", 98.5),
                                    new WindowResult.Process(7, "a\\u001b[2Jb", 1.0)));
        }
    }

    /** Everyone may write to the topics while they try things out. */
    @Test
    void leavesOutWhatIsNoResult() throws Exception {
        try (ResultReader reader = new ResultReader(kafka)) {
            for (String other :
                    List.of("hello", "", "{", "[]", "{}", "{\"window_end\":\"soon\"}")) {
                send(DemoTopics.METRICS, other);
            }
            send(DemoTopics.METRICS, null);
            send(DemoTopics.METRICS, METRIC.formatted("last"));

            assertThat(next(reader, 1))
                    .extracting(r -> ((WindowResult.Metric) r.content()).metric())
                    .containsExactly("last");
        }
    }

    private static List<ResultReader.Result> next(ResultReader reader, int count) {
        List<ResultReader.Result> results = new ArrayList<>();
        await().until(
                        () -> {
                            results.addAll(reader.poll(Duration.ofMillis(50)));
                            return results.size() >= count;
                        });
        return results;
    }

    private void send(String topic, String value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        kafka.clientProperties(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(topic, bytes)).get();
        }
    }
}
