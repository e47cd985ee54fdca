package io.millrace.benchmark.spark;

import io.millrace.benchmark.protocol.Guarantee;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/** Runs a stream over all that is there. */
final class QueryRun {

    private final Dataset<Row> rows;
    private final Path checkpoint;

    /**
     * @param checkpoint where nothing is yet
     */
    QueryRun(Dataset<Row> rows, Path checkpoint) {
        this.rows = rows;
        this.checkpoint = checkpoint;
    }

    /** Runs it with a sink that gathers the answer. */
    List<String> into(AnswerSink sink, String outputMode)
            throws StreamingQueryException, TimeoutException {
        VoidFunction2<Dataset<Row>, Long> each = (batch, id) -> sink.take(batch);
        toEnd(rows.writeStream().foreachBatch(each).outputMode(outputMode));
        return sink.rows();
    }

    /** Runs it into a topic. */
    List<String> into(SparkConnector connector, String topic, Guarantee guarantee)
            throws StreamingQueryException, TimeoutException {
        toEnd(connector.writer(rows, topic, guarantee));
        return List.of();
    }

    private void toEnd(DataStreamWriter<Row> writer)
            throws StreamingQueryException, TimeoutException {
        writer.option("checkpointLocation", checkpoint.toString())
                .trigger(Trigger.AvailableNow())
                .start()
                .awaitTermination();
    }
}
