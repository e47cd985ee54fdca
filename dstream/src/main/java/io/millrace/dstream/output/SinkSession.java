package io.millrace.dstream.output;

import io.millrace.kafka.transaction.BatchPlan;
import org.apache.spark.api.java.JavaRDD;

/** A run of an output, as the driver sees it. */
interface SinkSession<T> {

    /**
     * The newest batch of which the runs before have written something, and so the whole of all
     * before; -1 if there is none.
     */
    long newestEpoch();

    /** Writes what is not there of a batch. */
    void write(JavaRDD<T> rdd, long epoch, BatchPlan plan);
}
