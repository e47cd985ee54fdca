package io.millrace.benchmark.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A workload as a query of Spark. Apart from where the rows come from, every engine that is Spark
 * runs the same one.
 *
 * @param workload its name
 * @param input what the source gives
 * @param plan the query
 * @param result what becomes of its rows
 * @param state how much it has to remember
 */
record SparkQuery(String workload, SparkInput input, Plan plan, Result result, State state) {

    /** The name of the view that the source of the engine is given to the query as. */
    static final String INPUT_VIEW = "input";

    /** Makes the query of its input; the tables that the workload joins with are views. */
    @FunctionalInterface
    interface Plan {

        Dataset<Row> of(SparkSession session, Dataset<Row> input);

        /** A query in SQL that reads from the view {@value #INPUT_VIEW}. */
        static Plan sql(String text) {
            return (session, input) -> {
                input.createOrReplaceTempView(INPUT_VIEW);
                return session.sql(text);
            };
        }
    }

    /** What becomes of the rows. */
    sealed interface Result {}

    /**
     * They are gathered in update mode.
     *
     * @param keyColumns how many columns, from the first, tell the rows of the answer apart: of
     *     rows with the same key the last one counts
     */
    record Latest(int keyColumns) implements Result {}

    /** They are gathered in append mode. */
    record Final() implements Result {}

    /** Those of W3 in update mode: the latest of each sensor, for millions of them. */
    record LatestOfSensors() implements Result {}

    /** They are counted, and their first column is added up. */
    record CountAndSum() implements Result {}

    /** They go to a topic, as JSON. */
    record ToTopic() implements Result {}

    /** How much a query has to remember; Spark's documentation has another store for much. */
    enum State {
        SMALL,
        LARGE
    }
}
