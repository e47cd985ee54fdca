package io.millrace.benchmark.engine.flink;

import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.RunRequest;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.functions.UserDefinedFunction;

/**
 * A workload in Flink SQL.
 *
 * @param format of the values
 * @param input columns of the table {@code input}: only those that the query needs, which is how
 *     the format learns what to read
 * @param views statements that make views between the input and the query
 * @param select the query
 * @param output where its rows go
 * @param functions those that the query calls
 */
record FlinkQuery(
        String format,
        String input,
        List<String> views,
        String select,
        FlinkOutput output,
        Functions functions) {

    /** Makes the functions of a query, by name. */
    @FunctionalInterface
    interface Functions {
        Map<String, UserDefinedFunction> of(RunRequest request) throws Exception;
    }

    /** One without views and functions. */
    FlinkQuery(String format, String input, String select, FlinkOutput output) {
        this(format, input, List.of(), select, output, request -> Map.of());
    }

    String inputTable(EngineSettings settings, RunRequest request) {
        return """
               CREATE TABLE input (%s) WITH (
                 'connector' = 'kafka',
                 'topic' = '%s',
                 'properties.bootstrap.servers' = '%s',
                 'scan.startup.mode' = 'earliest-offset',
                 'scan.bounded.mode' = 'latest-offset',
                 %s
                 'format' = '%s'
               )
               """
                .formatted(
                        input,
                        request.topic(),
                        settings.bootstrapServers(),
                        KafkaOptions.consumer(settings.tuning()),
                        format);
    }
}
