package io.millrace.benchmark.engine.spark;

import io.millrace.benchmark.engine.EngineServer;
import io.millrace.benchmark.engine.KafkaClient;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.Tuning;
import io.millrace.benchmark.spark.SparkEngine;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Spark with the Kafka source that it ships with. */
final class OwnConnectorEngine {

    private OwnConnectorEngine() {}

    public static void main(String[] arguments) {
        EngineServer.serve(OwnConnectorEngine::open);
    }

    private static SparkEngine open(EngineSettings settings) {
        SparkSession.Builder builder =
                SparkSession.builder()
                        .appName("benchmark")
                        .master("local[" + settings.cores() + "]")
                        // Not a tuning: a machine's own name need not resolve.
                        .config("spark.driver.host", "127.0.0.1")
                        .config("spark.driver.bindAddress", "127.0.0.1");
        if (settings.tuning() == Tuning.TUNED) {
            builder.config("spark.sql.shuffle.partitions", settings.cores())
                    .config("spark.ui.enabled", false)
                    // Each query has a class loader of its own otherwise, and compiles all anew.
                    .config("spark.sql.artifact.isolation.enabled", false);
        }
        return new SparkEngine(
                builder.getOrCreate(),
                new OwnConnector(settings),
                settings,
                Map.of("kafka-clients", KafkaClient.version()));
    }
}
