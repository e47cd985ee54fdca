package io.millrace.benchmark.engine.millrace;

import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.Guarantee;
import io.millrace.benchmark.spark.SparkConnector;
import io.millrace.benchmark.spark.SparkInput;
import io.millrace.benchmark.spark.SparkInput.AdEvents;
import io.millrace.benchmark.spark.SparkInput.JsonFields;
import io.millrace.benchmark.spark.SparkInput.RawValues;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamReader;
import org.apache.spark.sql.streaming.DataStreamWriter;

/**
 * {@code format("millrace")} with the schema of the topic, as a table is declared once; the session
 * says which broker.
 */
final class MillraceConnector implements SparkConnector {

    private static final String FORMAT = "millrace";
    private static final String VALUE_FORMAT = "value.format";

    private final AdEventOptions adEvents;

    MillraceConnector(EngineSettings settings) {
        this.adEvents = new AdEventOptions(Path.of(settings.workDirectory()));
    }

    @Override
    public boolean reads(SparkInput input) {
        return true;
    }

    @Override
    public Dataset<Row> open(
            SparkSession session, String topic, SparkInput input, Map<String, String> options) {
        DataStreamReader reader =
                session.readStream()
                        .format(FORMAT)
                        .option("subscribe", topic)
                        .option("startingOffsets", "earliest")
                        .options(options);
        if (input instanceof JsonFields json) {
            return reader.schema(json.declared()).option(VALUE_FORMAT, "json").load();
        }
        if (input instanceof AdEvents events) {
            return reader.schema(events.declared()).options(adEvents.of(events.format())).load();
        }
        if (input instanceof RawValues) {
            return reader.load();
        }
        throw new IllegalArgumentException(input.toString());
    }

    @Override
    public Set<Guarantee> guarantees() {
        return EnumSet.allOf(Guarantee.class);
    }

    @Override
    public DataStreamWriter<Row> writer(Dataset<Row> rows, String topic, Guarantee guarantee) {
        Guarantee least = guarantee == Guarantee.NONE ? Guarantee.AT_LEAST_ONCE : guarantee;
        return rows.writeStream()
                .format(FORMAT)
                .option("topic", topic)
                .option("guarantee", least.text())
                .option(VALUE_FORMAT, "json");
    }

    @Override
    public DataStreamWriter<Row> keyedWriter(Dataset<Row> rows, String topic) {
        return writer(rows, topic, Guarantee.AT_LEAST_ONCE).option("key.columns", "key");
    }
}
