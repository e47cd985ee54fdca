package io.millrace.spark.sink.kafka;

import io.millrace.common.option.Option;
import java.util.Arrays;
import java.util.List;

/** The options of writing to Kafka. */
public final class SinkOptions {

    public static final Option<List<String>> KEY_COLUMNS =
            Option.of(
                    "key.columns",
                    "column names",
                    SinkOptions::names,
                    "The columns that make the key, separated by commas; they stay in the value,"
                            + " too. One column gives its text (a BINARY column its bytes), several"
                            + " give a JSON object. A column `_key` of the query is the key as it"
                            + " is. For the formats with columns of their own, not for raw.");

    public static final Option<Guarantee> GUARANTEE =
            Option.choice(
                    "guarantee",
                    Guarantee.class,
                    "What the sink promises. `exactly-once`: each row of a streaming query is there"
                            + " once for those who read with isolation.level=read_committed,"
                            + " whatever crashes; the rows of one task appear together."
                            + " `at-least-once`: no row is lost; after a crash the rows of the last"
                            + " micro-batch may be there twice. The default is exactly-once for"
                            + " streaming queries where the brokers have transaction.version 2,"
                            + " else at-least-once.");

    public static final Option<Boolean> ALLOW_NEW_LINEAGE =
            Option.bool(
                            "allowNewLineage",
                            "Whether a named query may start with a new checkpoint although the"
                                    + " topic holds its output from another one, and may repeat a"
                                    + " micro-batch of which the brokers have forgotten whether it"
                                    + " was written. Either may write rows again.")
                    .withDefault("false");

    public static final Option<RejectedRows> REJECTED =
            Option.choice(
                            "rejected",
                            RejectedRows.class,
                            "What to do with a row of which no record can be made that its topic"
                                    + " takes: it is too large, or a part of it is refused. `fail`"
                                    + " stops the query, `deadletter` writes the row as JSON to the"
                                    + " topic of `deadletter.topic`, in the same transaction.")
                    .withDefault("fail");

    /** All options of writing, in the order of the reference page. */
    public static final List<Option<?>> ALL =
            List.of(KEY_COLUMNS, GUARANTEE, ALLOW_NEW_LINEAGE, REJECTED);

    private SinkOptions() {}

    private static List<String> names(String text) {
        List<String> names =
                Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("column names separated by commas");
        }
        return names;
    }
}
