package io.millrace.spark.query;

import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The micro-batch that a thread of a driver works on, as Spark notes it in the properties of the
 * thread.
 *
 * @param run the id of the run of the query, another after each start
 * @param query the id of the query, kept in its checkpoint
 * @param epoch the number of the micro-batch
 */
public record QueryBatch(String run, String query, long epoch) {

    private static final String RUN = "spark.jobGroup.id";
    private static final String QUERY = "sql.streaming.queryId";
    private static final String EPOCH = "streaming.sql.batchId";

    /** That of this thread, if it is one of a streaming query. */
    public static Optional<QueryBatch> ofThisThread() {
        SparkContext context = SparkSession.active().sparkContext();
        String run = context.getLocalProperty(RUN);
        String query = context.getLocalProperty(QUERY);
        String epoch = context.getLocalProperty(EPOCH);
        return run == null || query == null || epoch == null
                ? Optional.empty()
                : Optional.of(new QueryBatch(run, query, Long.parseLong(epoch)));
    }
}
