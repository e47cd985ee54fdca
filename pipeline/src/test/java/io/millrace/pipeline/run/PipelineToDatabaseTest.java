package io.millrace.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.broker.EmbeddedBroker;
import io.millrace.pipeline.TestSession;
import io.millrace.pipeline.graph.Pipeline;
import io.millrace.pipeline.graph.PipelineReader;
import io.millrace.pipeline.statement.SqlFile;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.classic.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines from a topic into a table of a database. */
class PipelineToDatabaseTest {

    private static EmbeddedBroker broker;
    private static Topics topics;
    private static EmbeddedPostgres database;

    @TempDir Path checkpoints;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        topics = new Topics(broker);
        database =
                EmbeddedPostgres.builder().setOverrideWorkingDirectory(directory.toFile()).start();
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
        database.close();
    }

    private void runOnce(String sql) throws Exception {
        SparkSession session = TestSession.open(Optional.of(broker.bootstrapServers()));
        Pipeline pipeline =
                new PipelineReader(session).read("p", new SqlFile("p.sql", sql.formatted(port())));
        PipelineRun.start(
                        session,
                        pipeline,
                        checkpoints.toString(),
                        RunMode.ONCE,
                        new RunListener() {})
                .awaitEnd();
    }

    private static int port() {
        return database.getPort();
    }

    private static void run(String sql) throws Exception {
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rows(String sql) throws Exception {
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(row.getString(1) + "|" + row.getString(2));
            }
            return rows;
        }
    }

    @Test
    void countsIntoATableOfTheSameName() throws Exception {
        run("CREATE TABLE counts (word text PRIMARY KEY, n bigint)");
        topics.create("lines", 2);
        topics.send("lines", List.of("x y", "x"));
        String sql =
                """
                CREATE TABLE lines (line STRING) USING millrace OPTIONS (
                  'value.format' 'text', 'startingOffsets' 'earliest');
                CREATE TABLE counts (word STRING, n BIGINT) USING `millrace-jdbc` OPTIONS (
                  'host' '127.0.0.1', 'port' '%d', 'database' 'postgres',
                  'write.mode' 'upsert', 'key.columns' 'word', 'outputMode' 'update');
                CREATE FLOW count_words AS INSERT INTO counts BY NAME
                SELECT word, count(*) AS n FROM (SELECT explode(split(line, ' ')) AS word FROM STREAM lines)
                GROUP BY word;
                """;

        runOnce(sql);
        assertThat(rows("SELECT word, n FROM counts ORDER BY 1")).containsExactly("x|2", "y|1");
        topics.send("lines", List.of("y z"));
        runOnce(sql);

        assertThat(rows("SELECT word, n FROM counts ORDER BY 1"))
                .containsExactly("x|2", "y|2", "z|1");
    }

    @Test
    void writesAStreamingTable() throws Exception {
        run("CREATE TABLE \"Long\" (line text, length int)");
        topics.create("texts", 1);
        topics.send("texts", List.of("ab", "abcd"));

        runOnce(
                """
                CREATE TABLE texts (line STRING) USING millrace OPTIONS (
                  'value.format' 'text', 'startingOffsets' 'earliest');
                CREATE STREAMING TABLE long_texts USING `millrace-jdbc` TBLPROPERTIES (
                  'url' = 'jdbc:postgresql://127.0.0.1:%d/postgres', 'table' = 'Long')
                AS SELECT line, length(line) AS length FROM STREAM texts WHERE length(line) > 3;
                """);

        assertThat(rows("SELECT line, length FROM \"Long\"")).containsExactly("abcd|4");
    }

    @Test
    void takesTheColumnsOfTheQueryWhereNoneAreDeclared() throws Exception {
        run("CREATE TABLE anything (line text, filled int DEFAULT 5)");
        topics.create("others", 1);
        topics.send("others", List.of("a"));

        runOnce(
                """
                CREATE TABLE others (line STRING) USING millrace OPTIONS (
                  'value.format' 'text', 'startingOffsets' 'earliest');
                CREATE TABLE anything USING `millrace-jdbc` OPTIONS (
                  'host' '127.0.0.1:%d', 'database' 'postgres');
                CREATE FLOW copy AS INSERT INTO anything BY NAME SELECT line FROM STREAM others;
                """);

        assertThat(rows("SELECT line, filled FROM anything")).containsExactly("a|5");
    }

    @Test
    void saysBeforeAnythingRunsWhatDoesNotFit() throws Exception {
        run("CREATE TABLE narrow (line text NOT NULL, extra int NOT NULL)");
        topics.create("more", 1);
        String sql =
                """
                CREATE TABLE more (line STRING) USING millrace OPTIONS ('value.format' 'text');
                CREATE TABLE narrow (line STRING) USING `millrace-jdbc` OPTIONS (
                  'host' '127.0.0.1', 'port' '%%d', 'database' 'postgres'%s);
                CREATE FLOW copy AS INSERT INTO narrow BY NAME SELECT line FROM STREAM more;
                """;

        assertThatThrownBy(() -> runOnce(sql.formatted("")))
                .hasMessageContaining("[JDBC_COLUMNS_MISMATCH] p.sql:4:1")
                .hasMessageContaining("'extra'");
        assertThatThrownBy(() -> runOnce(sql.formatted(", 'outputMode' 'update'")))
                .hasMessageContaining("[JDBC_MODE_CONFLICT] p.sql");
        assertThatThrownBy(() -> runOnce(sql.formatted(", 'Tabel' 'x'")))
                .hasMessageContaining("[UNKNOWN_OPTION] p.sql:2:1")
                .hasMessageContaining("'Tabel'");
    }
}
