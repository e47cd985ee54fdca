package io.millrace.dstream.receiver;

import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that nobody receives without a log who does not know. */
final class LogCheck {

    private static final Logger LOG = LoggerFactory.getLogger(LogCheck.class);

    private LogCheck() {}

    /**
     * @throws io.millrace.common.error.MillraceException if the log is off and the receiver insists
     *     on it
     */
    static void check(SparkConf conf, ReliableReceiver<?> receiver) {
        if (conf.getBoolean(ReliableReceiver.LOG_ENABLED, false)) {
            return;
        }
        if (receiver.logPolicy() == LogPolicy.REQUIRED) {
            throw ReceiverError.WRITE_AHEAD_LOG_OFF.exception(receiver.describe());
        }
        LOG.warn(
                "The write-ahead log is off: records received from {} that are not processed when"
                        + " the driver or an executor dies are LOST. Set {}=true and a checkpoint"
                        + " directory to keep them.",
                receiver.describe(),
                ReliableReceiver.LOG_ENABLED);
    }
}
