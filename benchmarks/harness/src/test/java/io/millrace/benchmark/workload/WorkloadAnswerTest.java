package io.millrace.benchmark.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.benchmark.records.RecordBuffer;
import io.millrace.benchmark.records.RecordSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The answers, against ones that are computed of the JSON text with a parser and a calendar. */
class WorkloadAnswerTest {

    private static final long SEED = 5;
    private static final int RECORDS = 150_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Stream<byte[]> values(Workload workload) {
        RecordSource source = workload.records(SEED);
        RecordBuffer buffer = new RecordBuffer();
        return LongStream.range(0, RECORDS)
                .mapToObj(
                        i -> {
                            source.write(i, buffer);
                            return buffer.value();
                        });
    }

    private static Stream<JsonNode> views(Workload workload) {
        return values(workload)
                .map(WorkloadAnswerTest::parse)
                .filter(event -> event.get("event_type").textValue().equals("view"));
    }

    private static JsonNode parse(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void countsRecordsAndBytes() {
        Workload workload = Workloads.named("w0").orElseThrow();
        long bytes = values(workload).mapToLong(value -> value.length).sum();

        assertThat(workload.answer(SEED, RECORDS)).containsExactly(RECORDS + "\t" + bytes);
        assertThat(workload.tables(SEED)).isEmpty();
    }

    @Test
    void countsViews() {
        Workload workload = Workloads.named("F").orElseThrow();

        assertThat(workload.answer(SEED, RECORDS))
                .containsExactly(Long.toString(views(workload).count()));
    }

    @Test
    void countsViewsOfEachCampaignInEachWindow() {
        Workload workload = Workloads.named("W2").orElseThrow();
        List<String> lines = workload.tables(SEED).get("campaigns");
        Map<String, String> campaigns =
                lines.stream()
                        .skip(1)
                        .map(line -> line.split(","))
                        .collect(Collectors.toMap(line -> line[0], line -> line[1]));
        Map<String, Long> counts = new HashMap<>();
        views(workload)
                .forEach(
                        event -> {
                            Instant time = Instant.ofEpochMilli(event.get("event_time").asLong());
                            long second = time.getEpochSecond();
                            String campaign = campaigns.get(event.get("ad_id").textValue());
                            counts.merge(
                                    campaign + "\t" + (second - second % 10) * 1_000,
                                    1L,
                                    Long::sum);
                        });
        List<String> expected =
                counts.entrySet().stream().map(e -> e.getKey() + "\t" + e.getValue()).toList();

        assertThat(lines).hasSize(1_001).startsWith("ad_id,campaign_id");
        // 15 seconds of events, and late ones before the first.
        assertThat(expected).hasSizeGreaterThan(250);
        assertThat(workload.answer(SEED, RECORDS)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void knowsWorkloadsByName() {
        assertThat(Workloads.named("W9")).isEmpty();
        assertThat(Workloads.ALL).extracting(Workload::name).doesNotHaveDuplicates();
    }
}
