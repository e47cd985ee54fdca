package io.millrace.kafka.plan;

import io.millrace.common.error.MillraceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What to do when records are lost. */
public enum DataLossPolicy {
    /** Stop the query with the error. */
    FAIL,
    /** Warn with the text of the error, and go on with what is there. */
    CONTINUE;

    private static final Logger LOG = LoggerFactory.getLogger(DataLossPolicy.class);

    public void report(MillraceException loss) {
        if (this == FAIL) {
            throw loss;
        }
        LOG.warn("Data loss accepted by failOnDataLoss=false: {}", loss.getMessage());
    }
}
