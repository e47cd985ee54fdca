package io.millrace.benchmark.spark;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Gathers the rows of an answer from one micro-batch after the other. */
interface AnswerSink {

    void take(Dataset<Row> batch);

    /** The answer, after the last batch. */
    List<String> rows();
}
