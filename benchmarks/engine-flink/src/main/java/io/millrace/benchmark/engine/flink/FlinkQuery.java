package io.millrace.benchmark.engine.flink;

import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.RunRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.table.functions.UserDefinedFunction;

/**
 * A workload in Flink SQL.
 *
 * @param format of the values; {@link #AVRO} needs a registry of schemas
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

    /** The format of values whose schemas are in a registry. */
    static final String AVRO = "avro-confluent";

    /** An option of the format: where the registry is. */
    private static final String REGISTRY = "'avro-confluent.url' = '%s',";

    /** Makes the functions of a query, by name. */
    @FunctionalInterface
    interface Functions {
        Map<String, UserDefinedFunction> of(RunRequest request) throws Exception;
    }

    /** One without views and functions. */
    FlinkQuery(String format, String input, String select, FlinkOutput output) {
        this(format, input, List.of(), select, output, request -> Map.of());
    }

    /** The same query over values in another format. */
    FlinkQuery over(String other) {
        return new FlinkQuery(other, input, views, select, output, functions);
    }

    /**
     * @param registry the address of the registry of schemas, for those formats that need one
     */
    String inputTable(EngineSettings settings, RunRequest request, Supplier<String> registry) {
        return """
               CREATE TABLE input (%s) WITH (
                 'connector' = 'kafka',
                 'topic' = '%s',
                 'properties.bootstrap.servers' = '%s',
                 'scan.startup.mode' = 'earliest-offset',
                 'scan.bounded.mode' = 'latest-offset',
                 %s
                 %s
                 'format' = '%s'
               )
               """
                .formatted(
                        input,
                        request.topic(),
                        settings.bootstrapServers(),
                        KafkaOptions.consumer(settings.tuning()),
                        format.equals(AVRO) ? REGISTRY.formatted(registry.get()) : "",
                        format);
    }
}
