package io.millrace.spark.source;

import java.io.Serializable;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;

/**
 * How many records the tasks of one stream have read, skipped ones too. It lives on the driver;
 * tasks get a {@link Counter}. What a task reads again after a failure counts once.
 */
final class ScannedRecords {

    /** For reads whose records nobody asks for. */
    static final Counter UNCOUNTED = new Counter(null);

    private LongAccumulator total;
    private long beforeTrigger;

    /** Adds up on an executor what Spark sends to the driver at the end of the task. */
    record Counter(LongAccumulator total) implements Serializable {
        private static final long serialVersionUID = 1L;

        void add(long records) {
            if (total != null) {
                total.add(records);
            }
        }
    }

    /** For the tasks of a batch of the active session. */
    synchronized Counter counter() {
        if (total == null) {
            total = new LongAccumulator();
            SparkSession.active().sparkContext().register(total);
        }
        return new Counter(total);
    }

    /** From here on records belong to another trigger. */
    synchronized void startTrigger() {
        beforeTrigger = value();
    }

    /** What was read by the tasks that have ended since the trigger started. */
    synchronized long sinceTriggerStarted() {
        return value() - beforeTrigger;
    }

    private synchronized long value() {
        return total == null ? 0 : total.value();
    }
}
