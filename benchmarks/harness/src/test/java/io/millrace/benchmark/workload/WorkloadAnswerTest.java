package io.millrace.benchmark.workload;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.benchmark.protocol.AnswerRow;
import io.millrace.benchmark.records.AuctionSite;
import io.millrace.benchmark.records.RecordBuffer;
import io.millrace.benchmark.records.RecordSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Sorted, because the library compares any order in quadratic time. */
    private static void assertSame(Workload workload, List<String> expected) {
        assertThat(workload.answer(SEED, RECORDS).stream().sorted().toList())
                .isEqualTo(expected.stream().sorted().toList());
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
        assertSame(workload, expected);
    }

    @Test
    void extractsViews() {
        Workload workload = Workloads.named("W1").orElseThrow();
        OutputRow row = workload.output().orElseThrow();
        List<String> expected =
                views(workload)
                        .map(
                                event ->
                                        "{\"event_time\": %s, \"user_id\": %s, \"ad_id\": %s}"
                                                .formatted(
                                                        event.get("event_time"),
                                                        event.get("user_id"),
                                                        event.get("ad_id")))
                        .map(text -> row.of(text.getBytes(StandardCharsets.UTF_8)))
                        .toList();

        assertSame(workload, expected);
        for (String wrong : List.of("{}", "{", "", "{\"user_id\":1,\"ad_id\":1,\"x\":1}")) {
            assertThat(row.of(wrong.getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo("not these three fields: " + wrong);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"W3-100", "W3-1M"})
    void addsUpTemperatures(String name) {
        Workload workload = Workloads.named(name).orElseThrow();
        Map<Long, DoubleSummaryStatistics> totals =
                values(workload)
                        .map(WorkloadAnswerTest::parse)
                        .collect(
                                Collectors.groupingBy(
                                        reading -> reading.get("id").longValue(),
                                        Collectors.summarizingDouble(
                                                reading -> reading.get("temp").doubleValue())));
        List<String> expected = new ArrayList<>();
        totals.forEach(
                (id, t) ->
                        expected.add(
                                AnswerRow.of(
                                        id,
                                        t.getCount(),
                                        t.getSum(),
                                        t.getMin(),
                                        t.getMax(),
                                        t.getAverage())));

        assertSame(workload, expected);
    }

    @Test
    void countsWords() {
        Workload workload = Workloads.named("W4").orElseThrow();
        Map<String, Long> counts =
                values(workload)
                        .flatMap(line -> Stream.of(new String(line, US_ASCII).split(" ")))
                        .collect(Collectors.groupingBy(word -> word, Collectors.counting()));

        assertSame(
                workload,
                counts.entrySet().stream().map(e -> e.getKey() + "\t" + e.getValue()).toList());
    }

    private static List<JsonNode> kind(Workload workload, String kind) {
        return values(workload)
                .map(WorkloadAnswerTest::parse)
                .filter(record -> record.has(kind))
                .map(record -> record.get(kind))
                .toList();
    }

    /** By a count for each window there can be, over all bids each time. */
    @Test
    void findsTheHottestAuctionOfEachWindow() {
        Workload workload = Workloads.named("W5-q5").orElseThrow();
        List<JsonNode> bids = kind(workload, "bid");
        long begin = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
        List<String> expected = new ArrayList<>();
        for (long start = begin - 8_000; start < begin + RECORDS / 10; start += 2_000) {
            long from = start;
            TreeMap<Long, Long> counts =
                    bids.stream()
                            .filter(bid -> bid.get("dateTime").longValue() >= from)
                            .filter(bid -> bid.get("dateTime").longValue() < from + 10_000)
                            .collect(
                                    Collectors.groupingBy(
                                            bid -> bid.get("auction").longValue(),
                                            TreeMap::new,
                                            Collectors.counting()));
            long most = Collections.max(counts.values());
            counts.values().removeIf(count -> count < most);
            expected.add(start + "\t" + counts.lastKey() + "\t" + most);
        }

        assertThat(expected).hasSize(12);
        assertSame(workload, expected);
        assertThat(workload.counts(expected.get(0))).isTrue();
        assertThat(workload.counts(AuctionSite.CLOSING_TIME - 8_000 + "\t1\t1")).isFalse();
        assertThat(workload.counts("nonsense")).isTrue();
    }

    @Test
    void findsAuctionsOfNewPersons() {
        Workload workload = Workloads.named("W5-q8").orElseThrow();
        Map<Long, JsonNode> persons =
                kind(workload, "person").stream()
                        .collect(Collectors.toMap(p -> p.get("id").longValue(), p -> p));
        List<String> expected = new ArrayList<>();
        for (JsonNode auction : kind(workload, "auction")) {
            JsonNode person = persons.get(auction.get("seller").longValue());
            long window = auction.get("dateTime").longValue() / 10_000;
            if (person.get("dateTime").longValue() / 10_000 == window) {
                expected.add(
                        AnswerRow.of(
                                window * 10_000,
                                person.get("id"),
                                person.get("name").textValue(),
                                auction.get("id")));
            }
        }

        assertThat(expected).hasSizeBetween(7_500, 8_990);
        assertSame(workload, expected);
    }

    @Test
    void dropsDuplicates() {
        Workload workload = Workloads.named("W6").orElseThrow();
        Map<String, Long> amounts = new HashMap<>();
        values(workload)
                .map(WorkloadAnswerTest::parse)
                .forEach(
                        event ->
                                amounts.put(
                                        event.get("event_id").textValue(),
                                        event.get("amount").longValue()));
        long sum = amounts.values().stream().mapToLong(amount -> amount).sum();

        assertThat(amounts).hasSize(RECORDS / 10 * 9 + 1);
        assertThat(workload.answer(SEED, RECORDS)).containsExactly(amounts.size() + "\t" + sum);
    }

    @Test
    void countsRecordsOfAnyKind() {
        AuctionSite site = new AuctionSite(SEED);
        RecordBuffer buffer = new RecordBuffer();
        site.write(0, buffer);
        long bytes = buffer.length();
        for (int i = 0; i < site.closers(); i++) {
            site.writeCloser(i, buffer);
            bytes += buffer.length();
        }

        assertThat(RawCount.answerOver(site, 1)).containsExactly("193\t" + bytes);
    }

    @Test
    void knowsWorkloadsByName() {
        assertThat(Workloads.named("W9")).isEmpty();
        assertThat(Workloads.ALL).extracting(Workload::name).doesNotHaveDuplicates();
    }
}
