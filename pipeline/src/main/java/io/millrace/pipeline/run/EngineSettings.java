package io.millrace.pipeline.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a Spark session of Millrace needs to know.
 *
 * @param name of the application
 * @param master Spark's master URL
 * @param bootstrapServers the Kafka that tables use which name none
 * @param workDirectory where a local engine keeps its files, the project's {@code .millrace}
 * @param settings Spark settings that win over all others
 */
public record EngineSettings(
        String name,
        String master,
        Optional<String> bootstrapServers,
        Path workDirectory,
        Map<String, String> settings) {

    public EngineSettings {
        settings = Map.copyOf(settings);
    }

    /** Whether the engine runs in this process. */
    boolean isLocal() {
        return master.startsWith("local");
    }
}
