package io.millrace.pipeline.graph;

import io.millrace.pipeline.PipelineError;
import org.apache.spark.sql.execution.command.SetCommand;
import scala.Option;
import scala.Tuple2;

/** One {@code SET key=value}. */
record Setting(String key, String value) {

    /** Settings under this prefix are Millrace's, all others Spark's. */
    static final String PREFIX = "millrace.";

    boolean isOfSpark() {
        return !key.startsWith(PREFIX);
    }

    static Setting of(SetCommand command) {
        if (command.kv().isDefined()) {
            Tuple2<String, Option<String>> pair = command.kv().get();
            if (pair._2().isDefined()) {
                return new Setting(pair._1().strip(), unquoted(pair._2().get().strip()));
            }
        }
        throw PipelineError.STATEMENT_UNSUPPORTED.exception(
                "SET without a value", "there is nobody to show settings to");
    }

    private static String unquoted(String value) {
        boolean quoted =
                value.length() >= 2
                        && (value.charAt(0) == '\'' || value.charAt(0) == '"')
                        && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
