package io.millrace.cli.engine;

import io.millrace.cli.verb.ProjectDirectory;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.pipeline.run.EngineSettings;
import io.millrace.spark.option.TableOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The engine that a command wants.
 *
 * @param name of the application
 * @param master Spark's master
 * @param conf Spark settings of the user, which win
 */
public record EngineRequest(String name, String master, Map<String, String> conf) {

    /** The engine in this process, on all its cores. */
    public static final String LOCAL = "local[*]";

    /** The settings of an engine that uses this Kafka unless a table names another. */
    public EngineSettings settings(KafkaConnection kafka, ProjectDirectory project) {
        Map<String, String> all = new LinkedHashMap<>();
        String prefix = TableOptions.SESSION_PREFIX + TableOptions.KAFKA;
        kafka.settings().forEach((key, value) -> all.put(prefix + key, value));
        all.putAll(conf);
        return new EngineSettings(
                name, master, Optional.of(kafka.bootstrapServers()), project.state(), all);
    }
}
