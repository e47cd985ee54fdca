package io.millrace.spark.realtime;

import org.apache.spark.sql.SparkSession;

/**
 * Whether the query of this thread, one of Spark's threads of streaming queries, runs in real-time
 * mode. Spark tells its sources, which tell its sink.
 */
public final class RealTimeQuery {

    private static final String PROPERTY = "millrace.realTime";

    private RealTimeQuery() {}

    /** From now on it does. */
    public static void begin() {
        SparkSession.active().sparkContext().setLocalProperty(PROPERTY, "true");
    }

    public static boolean isCurrent() {
        return "true".equals(SparkSession.active().sparkContext().getLocalProperty(PROPERTY));
    }
}
