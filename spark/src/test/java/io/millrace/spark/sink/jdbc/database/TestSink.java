package io.millrace.spark.sink.jdbc.database;

import io.millrace.spark.LocalStack;
import io.millrace.spark.sink.jdbc.database.SinkRequest.AbsentTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A table {@code (id bigint, name text)} of a name of its own, and requests to write it. */
record TestSink(
        TestDatabase database, String table, int port, List<String> keys, SinkTuning tuning) {

    private static final List<QueryColumn> COLUMNS =
            List.of(
                    new QueryColumn("id", ColumnType.BIGINT, false, "bigint", 0, "BIGINT"),
                    new QueryColumn("name", ColumnType.TEXT, false, "text", 0, "STRING"));

    /** What a test sets otherwise than users would. */
    record SinkTuning(int batchRows, long bufferBytes, Duration retry, RejectedPolicy rejected) {}

    static TestSink appending(TestDatabase database) {
        return of(database, List.of());
    }

    static TestSink upserting(TestDatabase database) {
        return of(database, List.of("id"));
    }

    private static TestSink of(TestDatabase database, List<String> keys) {
        String table = LocalStack.newName("rows");
        database.run(
                "CREATE TABLE \""
                        + table
                        + "\" (id bigint NOT NULL, name text"
                        + (keys.isEmpty() ? "" : ", PRIMARY KEY (id)")
                        + ")");
        SinkTuning tuning = new SinkTuning(3, 1 << 20, Duration.ofSeconds(30), RejectedPolicy.FAIL);
        return new TestSink(database, table, database.port(), keys, tuning);
    }

    TestSink through(int otherPort) {
        return new TestSink(database, table, otherPort, keys, tuning);
    }

    TestSink tuned(SinkTuning otherTuning) {
        return new TestSink(database, table, port, keys, otherTuning);
    }

    /** One whose tasks have more rows than they may keep. */
    TestSink overflowing() {
        return tuned(new SinkTuning(3, 1, tuning.retry(), tuning.rejected()));
    }

    SinkRequest request() {
        return new SinkRequest(
                TestDatabase.settings(port, tuning.retry()),
                Optional.empty(),
                table,
                COLUMNS,
                keys,
                AbsentTable.REFUSE,
                "millrace_commits",
                tuning.batchRows(),
                tuning.bufferBytes(),
                tuning.rejected());
    }

    TableSink prepare() {
        return TableSink.prepare(request());
    }

    /** A sink over this one's way, of what was found over another's. */
    TableSink prepareWithout(TestSink other) {
        return other.prepare().over(request().settings());
    }

    String sql() {
        return "\"" + table + "\"";
    }

    List<String> rows() {
        return database.rows("SELECT id, name FROM " + sql());
    }

    List<String> epochs() {
        return database.rows(
                "SELECT partition, epoch, tasks, version FROM millrace_commits WHERE sink ="
                        + " '\"public\".\""
                        + table
                        + "\"'");
    }

    /** Rows with these ids and names. */
    static void add(TaskWrite write, Object... idsAndNames) {
        for (int i = 0; i < idsAndNames.length; i += 2) {
            write.add(new Object[] {((Integer) idsAndNames[i]).longValue(), idsAndNames[i + 1]});
        }
    }
}
