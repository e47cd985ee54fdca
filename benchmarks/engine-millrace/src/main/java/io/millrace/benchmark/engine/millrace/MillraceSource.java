package io.millrace.benchmark.engine.millrace;

import io.millrace.benchmark.protocol.Tuning;
import io.millrace.benchmark.spark.SparkQuery;
import io.millrace.benchmark.spark.SparkQuery.JsonFields;
import io.millrace.benchmark.spark.SparkQuery.RawValues;
import io.millrace.benchmark.spark.SparkSource;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamReader;
import org.apache.spark.sql.streaming.DataStreamWriter;

/**
 * {@code format("millrace")} with the schema of the topic, as a table is declared once; the session
 * says which broker.
 */
final class MillraceSource implements SparkSource {

    private static final Map<String, String> TUNED = Map.of("maxOffsetsPerTrigger", "2000000");

    private final Tuning tuning;

    MillraceSource(Tuning tuning) {
        this.tuning = tuning;
    }

    @Override
    public Dataset<Row> open(SparkSession session, String topic, SparkQuery.Input input) {
        DataStreamReader reader =
                session.readStream()
                        .format("millrace")
                        .option("subscribe", topic)
                        .option("startingOffsets", "earliest")
                        .options(tuning == Tuning.TUNED ? TUNED : Map.of());
        if (input instanceof JsonFields json) {
            return reader.schema(json.declared()).option("value.format", "json").load();
        }
        if (input instanceof RawValues) {
            return reader.load();
        }
        throw new IllegalArgumentException(input.toString());
    }

    @Override
    public DataStreamWriter<Row> write(Dataset<Row> rows, String topic) {
        return rows.writeStream()
                .format("millrace")
                .option("topic", topic)
                .option("value.format", "json")
                .option("key.columns", "key");
    }
}
