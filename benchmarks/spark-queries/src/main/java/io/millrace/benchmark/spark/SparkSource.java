package io.millrace.benchmark.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;

/** A way to read and write Kafka from Spark: all that one such engine has of its own. */
public interface SparkSource {

    /** The values of a topic from its beginning, as a stream with the columns of the input. */
    Dataset<Row> open(SparkSession session, String topic, SparkQuery.Input input);

    /** Rows as JSON objects into a topic, by their column key; what else a query needs is open. */
    DataStreamWriter<Row> write(Dataset<Row> rows, String topic);
}
