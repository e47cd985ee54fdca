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
                            "What the sink promises. `at-least-once`: no row is lost; after a crash"
                                    + " the rows of the last micro-batch may be there twice.")
                    .withDefault("at-least-once");

    /** All options of writing, in the order of the reference page. */
    public static final List<Option<?>> ALL = List.of(KEY_COLUMNS, GUARANTEE);

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
