package io.millrace.dstream;

import org.apache.spark.streaming.scheduler.RateController;
import org.apache.spark.streaming.scheduler.rate.RateEstimator;

/** Learns from completed batches how fast to read. Each batch asks it when it is planned. */
final class StreamRate extends RateController {

    private static final long serialVersionUID = 1L;

    StreamRate(int streamId, RateEstimator estimator) {
        super(streamId, estimator);
    }

    @Override
    public void publish(long rate) {
        // Nobody has to be told.
    }
}
