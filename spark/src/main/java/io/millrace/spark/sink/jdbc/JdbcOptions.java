package io.millrace.spark.sink.jdbc;

import io.millrace.common.option.DataSize;
import io.millrace.common.option.DurationText;
import io.millrace.common.option.Option;
import io.millrace.common.option.OptionGroup;
import io.millrace.spark.option.TableOptions;
import io.millrace.spark.sink.jdbc.database.RejectedPolicy;
import io.millrace.spark.sink.kafka.SinkOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The options of a table of a database. */
final class JdbcOptions {

    /** The prefix of properties of PostgreSQL's driver. */
    static final String DRIVER = "postgresql.";

    static final Option<String> URL =
            Option.string(
                    "url",
                    "The database as `jdbc:postgresql://host:port/database`, instead of `host`,"
                            + " `port` and `database`. Several hosts are separated by commas."
                            + " Credentials and most properties are refused in it.");
    static final Option<String> HOST =
            Option.string(
                            "host",
                            "The server; several, separated by commas, are tried in their order."
                                    + " Each may have a port of its own.")
                    .withDefault("localhost");
    static final Option<Long> PORT =
            Option.number("port", 1, 65_535, "The port of the server.").withDefault("5432");
    static final Option<String> DATABASE =
            Option.string("database", "The database; needed where there is no `url`.");
    static final Option<String> USER =
            Option.string("user", "Who logs in.").withDefault("postgres");
    static final Option<String> PASSWORD =
            Option.string("password", "The password of `user`. Never shown.").asSecret();
    static final Option<String> PASSWORD_ENV =
            Option.string(
                    "password.env",
                    "The variable of the driver's environment that has the password, instead of"
                            + " `password`.");
    static final Option<String> SCHEMA =
            Option.string(
                    "schema",
                    "The schema of the table; by default the one that the user's connections start"
                            + " in.");
    static final Option<String> TABLE =
            Option.string(
                    "table",
                    "The table, exactly as the database has it: case matters, and dots and quotes"
                            + " are part of the name. In a pipeline by default the name of the"
                            + " declared table.");
    static final Option<Boolean> CREATE_TABLE =
            Option.bool(
                            "create.table",
                            "Whether a table that is not there is made, with `key.columns` as its"
                                    + " primary key.")
                    .withDefault("false");
    static final Option<WriteMode> WRITE_MODE =
            Option.choice(
                            "write.mode",
                            WriteMode.class,
                            "`append` inserts rows; `upsert` lets a row take the place of the row"
                                    + " with the same `key.columns`.")
                    .withDefault("append");
    static final Option<List<String>> KEY_COLUMNS =
            Option.of(
                    "key.columns",
                    "column names",
                    SinkOptions.KEY_COLUMNS.parser(),
                    "The columns of a unique index of the table, separated by commas; for"
                            + " `write.mode=upsert`.");
    static final Option<RejectedPolicy> REJECTED =
            Option.choice(
                            "rejected",
                            RejectedPolicy.class,
                            "What becomes of a row that the database does not take (a constraint, a"
                                    + " value out of range): `fail` stops the query and names it,"
                                    + " `skip` leaves it out, counted in the query's progress and"
                                    + " logged; `deadletter` is not available yet.")
                    .withDefault("fail");
    static final Option<String> COMMITS_TABLE =
            Option.string(
                            "commits.table",
                            "The table, beside the written one, that remembers which micro-batches"
                                    + " are in it; a second one with `_runs` after its name"
                                    + " remembers the runs of queries. Both are made where they are"
                                    + " not there.")
                    .withDefault("millrace_commits");
    static final Option<Long> BATCH_ROWS =
            Option.number("batch.rows", 1, 100_000, "How many rows go to the database together.")
                    .withDefault("1000");
    static final Option<DataSize> BUFFER_SIZE =
            Option.dataSize(
                            "buffer.size",
                            "How much memory the rows of one task may take. A task that stays below"
                                    + " is written at its end and repeats its transaction by itself"
                                    + " when that is lost; one with more writes while it runs, and"
                                    + " has to be run again.")
                    .withDefault("32m");
    static final Option<Duration> CONNECT_TIMEOUT =
            limit("connect.timeout", "10s", "How long a connection may take to be there.");
    static final Option<Duration> STATEMENT_TIMEOUT =
            limit("statement.timeout", "60s", "How long the server may work on one statement.");
    static final Option<Duration> LOCK_TIMEOUT =
            limit("lock.timeout", "30s", "How long a statement may wait for a lock.");
    static final Option<Duration> IDLE_TIMEOUT =
            limit(
                    "idle.timeout",
                    "5m",
                    "After how long the server ends a transaction whose task sends nothing, such as"
                            + " one of a process that hangs.");
    static final Option<Duration> RETRY_TIMEOUT =
            limit(
                    "retry.timeout",
                    "5m",
                    "For how long a transaction is repeated that was lost to a deadlock, to a"
                            + " conflict, or with the connection, before the query stops.");

    /** Every option, in the order of the reference page. */
    static final OptionGroup ALL =
            new OptionGroup(
                    "a millrace-jdbc table",
                    List.of(
                            URL,
                            HOST,
                            PORT,
                            DATABASE,
                            USER,
                            PASSWORD,
                            PASSWORD_ENV,
                            SCHEMA,
                            TABLE,
                            CREATE_TABLE,
                            WRITE_MODE,
                            KEY_COLUMNS,
                            TableOptions.OUTPUT_MODE,
                            REJECTED,
                            COMMITS_TABLE,
                            BATCH_ROWS,
                            BUFFER_SIZE,
                            CONNECT_TIMEOUT,
                            STATEMENT_TIMEOUT,
                            LOCK_TIMEOUT,
                            IDLE_TIMEOUT,
                            RETRY_TIMEOUT),
                    Map.of(
                            DRIVER,
                            "Handed to PostgreSQL's driver without the prefix:"
                                    + " `postgresql.sslmode`, `sslrootcert`, `sslcert`, `sslkey`,"
                                    + " `targetServerType` and few others."));

    private JdbcOptions() {}

    private static Option<Duration> limit(String key, String byDefault, String doc) {
        return Option.of(key, "duration", JdbcOptions::positive, doc).withDefault(byDefault);
    }

    private static Duration positive(String text) {
        Duration limit = DurationText.parse(text);
        if (limit.isZero()) {
            throw new IllegalArgumentException("a duration of more than nothing, such as 10s");
        }
        return limit;
    }
}
