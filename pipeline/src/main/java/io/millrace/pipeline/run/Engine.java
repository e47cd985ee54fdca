package io.millrace.pipeline.run;

import io.millrace.pipeline.PipelineError;
import io.millrace.spark.option.TableOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.classic.SparkSession;

/** Opens Spark sessions with the defaults of Millrace. */
public final class Engine {

    private static final String JARS = "spark.jars";

    private Engine() {}

    /** A session; whoever opened it stops it. */
    public static SparkSession open(EngineSettings settings) {
        Map<String, String> conf = EngineDefaults.settings();
        if (settings.isLocal()) {
            conf.putAll(local(settings));
        }
        settings.bootstrapServers()
                .ifPresent(
                        servers ->
                                conf.put(
                                        TableOptions.SESSION_PREFIX
                                                + TableOptions.KAFKA
                                                + TableOptions.BOOTSTRAP_SERVERS,
                                        servers));
        conf.putAll(settings.settings());
        if (!settings.isLocal()) {
            // Beside those that the user wants there, not in their place.
            conf.merge(JARS, ExecutorJars.list(), (theirs, ours) -> theirs + "," + ours);
        }
        SparkSession.Builder builder =
                SparkSession.builder().appName(settings.name()).master(settings.master());
        conf.forEach(builder::config);
        SparkMaster.requireReachable(settings.master());
        try {
            return builder.getOrCreate();
        } catch (Exception e) {
            // Scala throws checked exceptions undeclared.
            throw PipelineError.ENGINE_FAILED.causedBy(
                    e, settings.master(), String.valueOf(e.getMessage()));
        }
    }

    /** A laptop has few cores and no cluster manager to keep strangers away. */
    private static Map<String, String> local(EngineSettings settings) {
        Map<String, String> conf = new LinkedHashMap<>();
        int cores = Runtime.getRuntime().availableProcessors();
        conf.put("spark.sql.shuffle.partitions", Integer.toString(cores));
        conf.put("spark.driver.host", "127.0.0.1");
        conf.put("spark.driver.bindAddress", "127.0.0.1");
        conf.put(
                "spark.sql.warehouse.dir",
                settings.workDirectory().resolve("warehouse").toUri().toString());
        return conf;
    }
}
