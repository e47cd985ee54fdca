package io.millrace.dstream.output;

import org.apache.spark.SparkConf;
import org.apache.spark.rdd.RDD;
import org.apache.spark.streaming.dstream.DStream;
import org.apache.spark.streaming.dstream.QueueInputDStream;
import org.apache.spark.streaming.dstream.ReceiverInputDStream;
import scala.jdk.javaapi.CollectionConverters;

/** Tells what can be seen not to give the same elements in the same partitions again. */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
final class Replayable {

    private static final String AT_ONCE = "spark.streaming.concurrentJobs";
    private static final String LOG = "spark.streaming.receiver.writeAheadLog.enable";
    private static final String INDETERMINATE = "INDETERMINATE";

    private Replayable() {}

    /**
     * Looks at the sources of a stream and at the settings.
     *
     * @throws io.millrace.common.error.MillraceException if something is in the way
     */
    static void require(DStream<?> stream, String output) {
        SparkConf conf = stream.context().conf();
        String atOnce = conf.get(AT_ONCE, "1");
        if (!atOnce.strip().equals("1")) {
            throw OutputError.BATCHES_AT_ONCE.exception(output, AT_ONCE, atOnce);
        }
        requireSources(stream, conf, output);
    }

    private static void requireSources(DStream<?> stream, SparkConf conf, String output) {
        if (stream instanceof ReceiverInputDStream && !conf.getBoolean(LOG, false)) {
            throw OutputError.STREAM_NOT_REPLAYABLE.exception(
                    output,
                    stream.getClass().getSimpleName(),
                    "a receiver without the write-ahead log",
                    "Set " + LOG + "=true");
        }
        if (stream instanceof QueueInputDStream) {
            throw OutputError.STREAM_NOT_REPLAYABLE.exception(
                    output,
                    stream.getClass().getSimpleName(),
                    "a queue is gone with its driver",
                    "Use another source");
        }
        for (DStream<?> parent : CollectionConverters.asJava(stream.dependencies())) {
            requireSources(parent, conf, output);
        }
    }

    /**
     * Looks at how the elements of a batch come to their partitions.
     *
     * @throws io.millrace.common.error.MillraceException if that depends on the order of a shuffle
     */
    static void require(RDD<?> rdd, String output) {
        if (rdd.outputDeterministicLevel().toString().equals(INDETERMINATE)) {
            throw OutputError.ROWS_MOVE.exception(output);
        }
    }
}
