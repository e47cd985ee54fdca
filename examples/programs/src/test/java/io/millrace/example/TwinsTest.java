package io.millrace.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.dstream.ManualStreaming;
import io.millrace.spark.LocalStack;
import io.millrace.spark.testing.MemoryInput;
import io.millrace.spark.testing.MemoryOutput;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.junit.jupiter.api.Test;
import scala.Tuple2;
import scala.Tuple3;

/** Each program of DStreams gives what its twin in the Dataset API gives. */
@SuppressWarnings("deprecation")
class TwinsTest {

    private static final SparkSession SPARK = LocalStack.session();

    private final Path directory = LocalStack.newDirectory("twins");
    private int files;

    /** The lines of each batch, for a stream. */
    private static JavaDStream<String> batches(
            JavaStreamingContext context, List<List<String>> all) {
        Queue<JavaRDD<String>> queue = new ArrayDeque<>();
        all.forEach(lines -> queue.add(context.sparkContext().parallelize(lines, 2)));
        return context.queueStream(queue);
    }

    /** What a stream of pairs gives in each batch. */
    private static <K, V> List<Map<K, V>> pairs(
            int batches, Function<JavaStreamingContext, JavaPairDStream<K, V>> stream) {
        List<Map<K, V>> given = new ArrayList<>();
        Path checkpoint = LocalStack.newDirectory("twins-checkpoint");
        try (ManualStreaming streaming =
                ManualStreaming.start(
                        context -> {
                            context.checkpoint(checkpoint.toString());
                            stream.apply(context)
                                    .foreachRDD(
                                            rdd -> {
                                                Map<K, V> map = new TreeMap<>();
                                                rdd.collect()
                                                        .forEach(
                                                                pair ->
                                                                        map.put(
                                                                                pair._1(),
                                                                                pair._2()));
                                                given.add(map);
                                            });
                        })) {
            streaming.batches(batches);
        }
        return given;
    }

    /** Files of rows, one for each batch, as a stream. */
    private Dataset<Row> table(String schema, List<List<Row>> batches) throws Exception {
        Path input = directory.resolve("input-" + files++);
        for (List<Row> rows : batches) {
            SPARK.createDataFrame(rows, org.apache.spark.sql.types.StructType.fromDDL(schema))
                    .coalesce(1)
                    .write()
                    .mode("append")
                    .parquet(input.toString());
        }
        return SPARK.readStream()
                .schema(schema)
                .option("maxFilesPerTrigger", "1")
                .parquet(input.toString());
    }

    private List<Row> run(Dataset<Row> query, String mode) throws Exception {
        String name = "twin_" + files++;
        query.writeStream()
                .format("memory")
                .queryName(name)
                .outputMode(mode)
                .option("checkpointLocation", directory.resolve(name).toString())
                .trigger(Trigger.AvailableNow())
                .start()
                .awaitTermination();
        return SPARK.table(name).collectAsList();
    }

    private static List<List<Row>> lines(List<List<String>> batches) {
        return batches.stream()
                .map(lines -> lines.stream().map(line -> RowFactory.create(line)).toList())
                .toList();
    }

    @Test
    void wordsAreCounted() throws Exception {
        List<List<String>> input =
                List.of(List.of("A rose is", "a rose"), List.of("is a", "rose", "--"));
        Map<String, Long> all = new TreeMap<>(Map.of("a", 3L, "rose", 3L, "is", 2L));

        assertThat(pairs(2, c -> WordCount.ofBatch(WordCount.words(batches(c, input)))))
                .containsExactly(
                        Map.of("a", 2L, "rose", 2L, "is", 1L),
                        Map.of("a", 1L, "rose", 1L, "is", 1L));
        assertThat(pairs(3, c -> WordCount.ofAll(WordCount.words(batches(c, input)))))
                .endsWith(all, all);
        List<Map<String, Long>> minutes =
                pairs(62, c -> WordCount.ofLastMinute(WordCount.words(batches(c, input))));
        assertThat(minutes.get(1)).isEqualTo(all);
        assertThat(minutes.get(60)).isEqualTo(Map.of("a", 1L, "rose", 1L, "is", 1L));
        assertThat(minutes.get(61)).isEmpty();

        assertThat(run(WordCountQuery.ofBatch(table("line STRING", lines(input))), "append"))
                .extracting(row -> row.getString(0) + " " + row.getLong(1))
                .containsExactlyInAnyOrder("a 2", "rose 2", "is 1", "a 1", "rose 1", "is 1");
        Map<String, Long> twin = new ConcurrentHashMap<>();
        run(WordCountQuery.ofAll(table("line STRING", lines(input))), "complete")
                .forEach(row -> twin.put(row.getString(0), row.getLong(1)));
        assertThat(twin).isEqualTo(all);
    }

    @Test
    void wordsOfTheLastSecondsAreCounted() throws Exception {
        String provider = "spark.sql.streaming.stateStore.providerClass";
        SPARK.conf()
                .set(
                        provider,
                        "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider");
        try {
            MemoryInput<String> input = MemoryInput.of(SPARK, 2, Encoders.STRING());
            MemoryOutput<Tuple3<String, Long, Instant>> output = new MemoryOutput<>();
            input.add("A rose is", "a rose");
            StreamingQuery query =
                    WordCountQuery.ofLast(
                                    Duration.ofSeconds(2),
                                    Duration.ofSeconds(1),
                                    input.toDataset().toDF("line"))
                            .writeStream()
                            .foreachBatch(output)
                            .option("checkpointLocation", directory.resolve("last").toString())
                            .trigger(Trigger.ProcessingTime(100))
                            .start();
            await().atMost(Duration.ofMinutes(1))
                    .failFast(() -> query.exception().isDefined())
                    .until(() -> output.rows().size() >= 6);
            query.stop();

            // Each word is in two windows, which end a second after each other.
            assertThat(output.rows())
                    .extracting(row -> row._1() + " " + row._2())
                    .containsExactlyInAnyOrder("a 2", "rose 2", "is 1", "a 2", "rose 2", "is 1");
        } finally {
            SPARK.conf().unset(provider);
        }
    }

    @Test
    void clicksMeetTheImpressionsOfTheirMicroBatch() throws Exception {
        assertThat(
                        run(
                                ClickThroughQuery.ofBatch(
                                        table(
                                                "impression STRING",
                                                lines(List.of(List.of("1", "2", "2")))),
                                        table(
                                                "impression STRING",
                                                lines(List.of(List.of("1", "1", "3"))))),
                                "append"))
                .extracting(row -> row.mkString(" "))
                .containsExactlyInAnyOrder("1 1 2", "2 2 0", "3 0 1");
    }

    @Test
    void linesAndCountsAreInFiles() throws Exception {
        List<List<String>> input = List.of(List.of("A rose is", "a rose"), List.of("is"));
        List<String> counts = List.of("a 2", "rose 2", "is 1", "is 1");

        String batched = directory.resolve("batched").toString();
        try (ManualStreaming streaming =
                ManualStreaming.start(
                        context -> LinesToFiles.store(batches(context, input), batched))) {
            streaming.batches(2);
        }
        assertThat(SPARK.read().text(batched + "/lines-*").as(Encoders.STRING()).collectAsList())
                .containsExactlyInAnyOrder("A rose is", "a rose", "is");
        assertThat(
                        JavaSparkContext.fromSparkContext(SPARK.sparkContext())
                                .sequenceFile(batched + "/counts-*", Text.class, LongWritable.class)
                                .map(count -> count._1() + " " + count._2())
                                .collect())
                .containsExactlyInAnyOrderElementsOf(counts);

        String stored = directory.resolve("stored").toString();
        String checkpoints = directory.resolve("stored-checkpoints").toString();
        Dataset<Row> lines = table("line STRING", lines(input));
        for (DataStreamWriter<Row> query :
                List.of(
                        LinesToFilesQuery.storeLines(lines, stored, checkpoints),
                        LinesToFilesQuery.storeCounts(lines, stored, checkpoints))) {
            query.trigger(Trigger.AvailableNow()).start().awaitTermination();
        }
        assertThat(SPARK.read().text(stored + "/lines").as(Encoders.STRING()).collectAsList())
                .containsExactlyInAnyOrder("A rose is", "a rose", "is");
        assertThat(SPARK.read().parquet(stored + "/counts").collectAsList())
                .extracting(row -> row.getString(0) + " " + row.getLong(1))
                .containsExactlyInAnyOrderElementsOf(counts);
    }

    private static String logLine(int second, String page, int status, String bytes) {
        return "192.0.2.7 - - [01/Mar/2026:12:00:%02d +0000] \"GET %s?q=1 HTTP/1.1\" %d %s \"-\" \"x\""
                .formatted(second, page, status, bytes);
    }

    @Test
    void accessLogsAreAnalysed() throws Exception {
        List<String> first = new ArrayList<>(List.of("no line of a log"));
        List<String> second = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            first.add(logLine(i, "/a", 200, "100"));
            second.add(logLine(20 + i, "/pay", 503, "-"));
        }
        second.add(logLine(40, "/b", 500, "7"));
        List<List<String>> input = List.of(first, second);
        Map<Integer, Long> statuses = Map.of(200, 6L, 500, 1L, 503, 6L);

        assertThat(pairs(2, c -> LogAnalytics.statuses(LogAnalytics.parsed(batches(c, input)))))
                .endsWith(statuses);
        assertThat(
                        pairs(
                                2,
                                c ->
                                        LogAnalytics.topPages(
                                                        LogAnalytics.parsed(batches(c, input)))
                                                .mapToPair(page -> page)))
                .endsWith(Map.of("/a", 6L, "/pay", 6L, "/b", 1L));
        assertThat(pairs(2, c -> LogAnalytics.bursts(LogAnalytics.parsed(batches(c, input)))))
                .endsWith(Map.of("/pay", 6L));
        assertThat(
                        pairs(
                                2,
                                c ->
                                        LogAnalytics.bytes(LogAnalytics.parsed(batches(c, input)))
                                                .mapToPair(sum -> new Tuple2<>("all", sum))))
                .endsWith(Map.of("all", 607L));

        Dataset<Row> parsed = LogAnalyticsQuery.parsed(table("line STRING", lines(input)));
        Map<Integer, Long> twin = new TreeMap<>();
        run(LogAnalyticsQuery.statuses(parsed), "update")
                .forEach(row -> twin.put(row.getAs("status"), row.getAs("requests")));
        assertThat(twin).isEqualTo(statuses);
        assertThat(run(LogAnalyticsQuery.bursts(parsed), "update"))
                .extracting(row -> row.getAs("page") + " " + row.getAs("errors"))
                .containsExactly("/pay 6");
        assertThat(run(LogAnalyticsQuery.pages(parsed), "update")).hasSize(3);
    }

    @Test
    void sessionsEndWithAPause() throws Exception {
        long minute = 60_000;
        long start = 1_772_366_400_000L;
        List<List<String>> input =
                List.of(
                        List.of(
                                "ann," + start + ",/a",
                                "bob," + (start + minute) + ",/a",
                                "ann," + (start + 10 * minute) + ",/b"),
                        List.of("ann," + (start + 45 * minute) + ",/a"),
                        List.of("ann," + (start + 200 * minute) + ",/a"));
        UserSession first = new UserSession("ann", start, start + 10 * minute, 2);
        UserSession other = new UserSession("ann", start + 45 * minute, start + 45 * minute, 1);

        List<UserSession> ended = new ArrayList<>();
        Path checkpoint = LocalStack.newDirectory("twins-sessions");
        try (ManualStreaming streaming =
                ManualStreaming.start(
                        context -> {
                            context.checkpoint(checkpoint.toString());
                            Sessions.ended(batches(context, input))
                                    .foreachRDD(rdd -> ended.addAll(rdd.collect()));
                        })) {
            streaming.batches(3);
        }
        assertThat(ended).containsExactly(first, other);

        List<UserSession> twin =
                run(SessionsQuery.ended(table("line STRING", lines(input))), "append").stream()
                        .map(
                                row ->
                                        new UserSession(
                                                row.getAs("user"),
                                                row.<Timestamp>getAs("first").getTime(),
                                                row.<Timestamp>getAs("last").getTime(),
                                                row.getAs("events")))
                        .toList();
        // By event time, the session of bob has ended, too.
        assertThat(twin)
                .containsExactlyInAnyOrder(
                        first, other, new UserSession("bob", start + minute, start + minute, 1));
    }

    @Test
    void clicksMeetTheirImpressions() throws Exception {
        List<List<String>> shown = List.of(List.of("1,red", "2,red", "3,blue"), List.of("4,red"));
        List<List<String>> clicked = List.of(List.of("1"), List.of("2", "1", "9"));

        assertThat(pairs(2, c -> ClickThrough.rates(batches(c, shown), batches(c, clicked))))
                .endsWith(Map.of("red", 2 / 3.0, "blue", 0.0));

        Timestamp at = Timestamp.valueOf("2026-03-01 12:00:05");
        Timestamp later = Timestamp.valueOf("2026-03-01 12:00:20");
        Timestamp much = Timestamp.valueOf("2026-03-01 13:00:00");
        Dataset<Row> impressions =
                table(
                        "impression STRING, campaign STRING, at TIMESTAMP",
                        List.of(
                                List.of(
                                        RowFactory.create("1", "red", at),
                                        RowFactory.create("2", "red", at),
                                        RowFactory.create("3", "blue", at),
                                        RowFactory.create("4", "red", at)),
                                List.of(RowFactory.create("5", "red", much))));
        Dataset<Row> clicks =
                table(
                        "impression STRING, at TIMESTAMP",
                        List.of(
                                List.of(
                                        RowFactory.create("1", later),
                                        RowFactory.create("2", later),
                                        RowFactory.create("1", later),
                                        RowFactory.create("9", later)),
                                List.of(RowFactory.create("8", much))));
        Map<String, Double> twin = new TreeMap<>();
        run(ClickThroughQuery.rates(impressions, clicks), "append")
                .forEach(row -> twin.put(row.getAs("campaign"), row.getAs("rate")));
        assertThat(twin).isEqualTo(Map.of("red", 2 / 3.0, "blue", 0.0));
    }

    @Test
    void readsLinesOfALog() {
        assertThat(AccessLogLine.parse(logLine(5, "/a", 404, "-")))
                .hasValueSatisfying(
                        line -> {
                            assertThat(line.page()).isEqualTo("/a");
                            assertThat(line.status()).isEqualTo(404);
                            assertThat(line.bytes()).isZero();
                            assertThat(line.at()).hasToString("2026-03-01T12:00:05Z");
                        });
        assertThat(AccessLogLine.parse("")).isEmpty();
    }
}
