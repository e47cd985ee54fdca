package io.millrace.benchmark.engine.millrace;

import io.millrace.benchmark.engine.EngineServer;
import io.millrace.benchmark.engine.KafkaClient;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.Tuning;
import io.millrace.benchmark.spark.SparkEngine;
import io.millrace.pipeline.run.Engine;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.classic.SparkSession;

/** Spark with Millrace's source, in the session that {@code millrace run} opens. */
final class MillraceEngine {

    private MillraceEngine() {}

    public static void main(String[] arguments) {
        EngineServer.serve(MillraceEngine::open);
    }

    private static SparkEngine open(EngineSettings settings) {
        Map<String, String> spark = new TreeMap<>();
        if (settings.tuning() == Tuning.TUNED) {
            spark.put("spark.sql.shuffle.partitions", Integer.toString(settings.cores()));
        }
        // As for any Spark, settings may come as system properties: --jvm-option=-Dspark.x=y.
        for (String key : System.getProperties().stringPropertyNames()) {
            if (key.startsWith("spark.")) {
                spark.put(key, System.getProperty(key));
            }
        }
        SparkSession session =
                Engine.open(
                        new io.millrace.pipeline.run.EngineSettings(
                                "benchmark",
                                "local[" + settings.cores() + "]",
                                Optional.of(settings.bootstrapServers()),
                                Path.of(settings.workDirectory()),
                                spark));
        return new SparkEngine(
                session,
                new MillraceConnector(settings),
                settings,
                Map.of(
                        "kafka-clients",
                        KafkaClient.version(),
                        "millrace",
                        Optional.ofNullable(Engine.class.getPackage().getImplementationVersion())
                                .orElse("as built")));
    }
}
