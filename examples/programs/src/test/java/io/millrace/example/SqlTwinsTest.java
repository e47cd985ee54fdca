package io.millrace.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipeline.graph.Pipeline;
import io.millrace.pipeline.graph.PipelineReader;
import io.millrace.pipeline.run.PipelineRun;
import io.millrace.pipeline.run.RunListener;
import io.millrace.pipeline.run.RunMode;
import io.millrace.pipeline.statement.SqlFile;
import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.classic.SparkSession;
import org.junit.jupiter.api.Test;

/** The twins in SQL, over topics. */
class SqlTwinsTest {

    private static final long START = 1_772_366_400_000L;
    private static final long MINUTE = 60_000;

    private final Path directory = LocalStack.newDirectory("sql-twins");

    private void run(String name) throws Exception {
        run(name, Files.readString(Path.of("..", name + ".sql")));
    }

    private void run(String name, String text) throws Exception {
        SparkSession session = (SparkSession) LocalStack.session().newSession();
        session.conf()
                .set(
                        "spark.datasource.millrace.kafka.bootstrap.servers",
                        LocalStack.broker().bootstrapServers());
        org.apache.spark.sql.SparkSession.setActiveSession(session);
        session.sql("CREATE DATABASE twins_" + name.replace('-', '_'));
        session.sql("USE twins_" + name.replace('-', '_'));
        Path file = Files.writeString(directory.resolve(name + ".sql"), text);
        Pipeline pipeline =
                new PipelineReader(session)
                        .read(name, SqlFile.read(file, "examples/" + name + ".sql"));
        PipelineRun.start(
                        session,
                        pipeline,
                        directory.resolve("checkpoints").toString(),
                        RunMode.ONCE,
                        new RunListener() {})
                .awaitEnd();
    }

    private static TestTopic topic(String name, String... lines) {
        TestTopic topic = TestTopic.named(name);
        topic.createAgain(1);
        topic.send(lines);
        return topic;
    }

    private static ProducerRecord<byte[], byte[]> line(TestTopic topic, long time, String line) {
        return new ProducerRecord<>(
                topic.name(), 0, time, null, line.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> values(String topic) {
        return TestTopic.named(topic).values();
    }

    @Test
    void linesAndCountsAreInFiles() throws Exception {
        TestTopic lines = topic("lines");
        lines.sendAll(
                List.of(
                        line(lines, START, "A rose is"),
                        line(lines, START, "a rose"),
                        line(lines, START + 2 * MINUTE, "is")));
        Path stored = directory.resolve("stored");

        String text = Files.readString(Path.of("..", "lines-to-files.sql"));
        run("lines-to-files", text.replace("'stored/", "'" + stored + "/"));

        org.apache.spark.sql.SparkSession session = LocalStack.session();
        assertThat(session.read().text(stored + "/lines").as(Encoders.STRING()).collectAsList())
                .containsExactlyInAnyOrder("A rose is", "a rose", "is");
        assertThat(session.read().parquet(stored + "/counts").collectAsList())
                .extracting(
                        row ->
                                row.getTimestamp(0).getTime()
                                        + " "
                                        + row.getString(1)
                                        + " "
                                        + row.getLong(2))
                .containsExactlyInAnyOrder(START + " a 2", START + " rose 2", START + " is 1");
    }

    @Test
    void accessLogsAreAnalysed() throws Exception {
        String line = "192.0.2.7 - - [01/Mar/2026:12:00:05 +0000] \"GET %s HTTP/1.1\" %d %s \"-\"";
        topic(
                "access_log",
                line.formatted("/a", 200, "100"),
                "no line of a log",
                line.formatted("/a?q=1", 200, "7"),
                line.formatted("/pay", 503, "-"),
                line.formatted("/pay", 503, "-"),
                line.formatted("/pay", 503, "-"),
                line.formatted("/pay", 503, "-"),
                line.formatted("/pay", 500, "-"));

        run("access-log");

        String minute = "{\"minute\":\"2026-03-01T";
        assertThat(values("status_codes"))
                .hasSize(3)
                .allMatch(value -> value.startsWith(minute))
                .anyMatch(value -> value.endsWith("\"status\":200,\"requests\":2,\"bytes\":107}"))
                .anyMatch(value -> value.endsWith("\"status\":503,\"requests\":4,\"bytes\":0}"));
        assertThat(values("pages"))
                .hasSize(2)
                .anyMatch(value -> value.endsWith("\"page\":\"/a\",\"requests\":2}"));
        assertThat(values("error_bursts"))
                .singleElement()
                .asString()
                .endsWith("\"page\":\"/pay\",\"errors\":5}");
    }

    @Test
    void sessionsEndWithAPause() throws Exception {
        topic(
                "events",
                "ann," + START + ",/a",
                "bob," + (START + MINUTE) + ",/a",
                "ann," + (START + 10 * MINUTE) + ",/b",
                "ann," + (START + 200 * MINUTE) + ",/a");

        run("sessions");

        assertThat(values("sessions"))
                .hasSize(2)
                .anyMatch(
                        value ->
                                value.startsWith("{\"user\":\"ann\"")
                                        && value.endsWith("\"events\":2}"))
                .anyMatch(
                        value ->
                                value.startsWith("{\"user\":\"bob\"")
                                        && value.endsWith("\"events\":1}"));
    }

    @Test
    void clicksMeetTheirImpressions() throws Exception {
        topic(
                "ad_impressions",
                "1,red," + START,
                "2,red," + START,
                "3,blue," + START,
                "9,red," + (START + 60 * MINUTE));
        topic(
                "ad_clicks",
                "1," + (START + 1_000),
                "2," + (START + 2 * MINUTE),
                "9," + (START + 60 * MINUTE));

        run("click-through");

        assertThat(values("campaigns"))
                .hasSize(2)
                .anyMatch(
                        value ->
                                value.endsWith(
                                        "\"campaign\":\"red\",\"impressions\":2,\"clicks\":1,"
                                                + "\"rate\":0.5}"))
                .anyMatch(
                        value ->
                                value.endsWith(
                                        "\"campaign\":\"blue\",\"impressions\":1,\"clicks\":0,"
                                                + "\"rate\":0.0}"));
    }
}
