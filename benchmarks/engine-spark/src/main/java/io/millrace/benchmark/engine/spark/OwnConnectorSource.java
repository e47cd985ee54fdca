package io.millrace.benchmark.engine.spark;

import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.Tuning;
import io.millrace.benchmark.spark.SparkQuery;
import io.millrace.benchmark.spark.SparkQuery.JsonFields;
import io.millrace.benchmark.spark.SparkQuery.RawValues;
import io.millrace.benchmark.spark.SparkSource;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;

/** {@code format("kafka")}, and {@code from_json} with no more fields than the query needs. */
final class OwnConnectorSource implements SparkSource {

    /** What Spark's users find recommended where 500 records a poll are too few. */
    private static final Map<String, String> TUNED =
            Map.of(
                    "kafka.max.poll.records", "50000",
                    "kafka.max.partition.fetch.bytes", "8388608",
                    "maxOffsetsPerTrigger", "2000000");

    private final EngineSettings settings;

    OwnConnectorSource(EngineSettings settings) {
        this.settings = settings;
    }

    @Override
    public Dataset<Row> open(SparkSession session, String topic, SparkQuery.Input input) {
        Dataset<Row> records =
                session.readStream()
                        .format("kafka")
                        .option("kafka.bootstrap.servers", settings.bootstrapServers())
                        .option("subscribe", topic)
                        .option("startingOffsets", "earliest")
                        .options(settings.tuning() == Tuning.TUNED ? TUNED : Map.of())
                        .load();
        if (input instanceof JsonFields json) {
            return records.selectExpr(
                            "from_json(CAST(value AS STRING), '" + json.needed() + "') AS event")
                    .select("event.*");
        }
        if (input instanceof RawValues) {
            return records;
        }
        throw new IllegalArgumentException(input.toString());
    }

    @Override
    public DataStreamWriter<Row> write(Dataset<Row> rows, String topic) {
        return rows.selectExpr("key", "to_json(struct(*)) AS value")
                .writeStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", settings.bootstrapServers())
                .option("topic", topic);
    }
}
