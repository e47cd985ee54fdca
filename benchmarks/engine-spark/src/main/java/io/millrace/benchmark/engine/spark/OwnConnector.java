package io.millrace.benchmark.engine.spark;

import static org.apache.spark.sql.functions.expr;

import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.Guarantee;
import io.millrace.benchmark.protocol.Tuning;
import io.millrace.benchmark.schema.AdEventSchema;
import io.millrace.benchmark.spark.SparkConnector;
import io.millrace.benchmark.spark.SparkInput;
import io.millrace.benchmark.spark.SparkInput.AdEvents;
import io.millrace.benchmark.spark.SparkInput.AdEvents.Format;
import io.millrace.benchmark.spark.SparkInput.JsonFields;
import io.millrace.benchmark.spark.SparkInput.RawValues;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.avro.functions;
import org.apache.spark.sql.streaming.DataStreamWriter;

/** {@code format("kafka")}, and {@code from_json} with no more fields than the query needs. */
final class OwnConnector implements SparkConnector {

    private static final String FORMAT = "kafka";
    private static final int FIRST_BYTE = AdEventSchema.AVRO_FRAME_BYTES + 1;
    private static final String SERVERS = "kafka.bootstrap.servers";

    /** What Spark's users find recommended where 500 records a poll are too few. */
    private static final Map<String, String> TUNED =
            Map.of(
                    "kafka.max.poll.records", "50000",
                    "kafka.max.partition.fetch.bytes", "8388608");

    private final EngineSettings settings;

    OwnConnector(EngineSettings settings) {
        this.settings = settings;
    }

    /** The module that reads Protobuf is not to be had in the version of this Spark. */
    @Override
    public boolean reads(SparkInput input) {
        return !(input instanceof AdEvents events) || events.format() == Format.AVRO;
    }

    @Override
    public Dataset<Row> open(
            SparkSession session, String topic, SparkInput input, Map<String, String> options) {
        Dataset<Row> records =
                session.readStream()
                        .format(FORMAT)
                        .option(SERVERS, settings.bootstrapServers())
                        .option("subscribe", topic)
                        .option("startingOffsets", "earliest")
                        .options(settings.tuning() == Tuning.TUNED ? TUNED : Map.of())
                        .options(options)
                        .load();
        if (input instanceof JsonFields json) {
            return records.selectExpr(
                            "from_json(CAST(value AS STRING), '" + json.needed() + "') AS event")
                    .select("event.*");
        }
        if (input instanceof AdEvents) {
            // What stands before the data in the wire format of Confluent is cut off.
            return records.select(
                            functions
                                    .from_avro(
                                            expr("substring(value, " + FIRST_BYTE + ")"),
                                            AdEventSchema.avro())
                                    .as("event"))
                    .select("event.*");
        }
        if (input instanceof RawValues) {
            return records;
        }
        throw new IllegalArgumentException(input.toString());
    }

    @Override
    public Set<Guarantee> guarantees() {
        return EnumSet.of(Guarantee.NONE, Guarantee.AT_LEAST_ONCE);
    }

    @Override
    public DataStreamWriter<Row> writer(Dataset<Row> rows, String topic, Guarantee guarantee) {
        return writerOf(rows.selectExpr("to_json(struct(*)) AS value"), topic);
    }

    @Override
    public DataStreamWriter<Row> keyedWriter(Dataset<Row> rows, String topic) {
        return writerOf(rows.selectExpr("key", "to_json(struct(*)) AS value"), topic);
    }

    private DataStreamWriter<Row> writerOf(Dataset<Row> records, String topic) {
        return records.writeStream()
                .format(FORMAT)
                .option(SERVERS, settings.bootstrapServers())
                .option("topic", topic);
    }
}
