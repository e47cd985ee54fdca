package io.millrace.benchmark.spark;

import io.millrace.benchmark.protocol.Guarantee;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;

/** A way between Kafka and Spark: all that one such engine has of its own. */
public interface SparkConnector {

    /** Whether there is a way to read such records. */
    boolean reads(SparkInput input);

    /**
     * The values of a topic from its beginning, as a stream with the columns of the input.
     *
     * @param options of the reader, which win over those of the connector
     */
    Dataset<Row> open(
            SparkSession session, String topic, SparkInput input, Map<String, String> options);

    /** What a query that writes to a topic can be promised. */
    Set<Guarantee> guarantees();

    /**
     * A writer to a topic; each row becomes a JSON object with its columns as fields.
     *
     * @param guarantee one of those that there are
     */
    DataStreamWriter<Row> writer(Dataset<Row> rows, String topic, Guarantee guarantee);

    /**
     * The same at least once, with the column key as the key of the record; what else a query needs
     * is open.
     */
    DataStreamWriter<Row> keyedWriter(Dataset<Row> rows, String topic);
}
