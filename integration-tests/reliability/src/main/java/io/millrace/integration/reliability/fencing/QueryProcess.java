package io.millrace.integration.reliability.fencing;

import io.millrace.common.error.MillraceException;
import io.millrace.spark.checkpoint.MillraceCheckpointFiles;
import java.nio.file.Path;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/**
 * A driver that copies a topic, exactly once, in a Spark of its own: there is no lease that would
 * stop it, the sink alone does. Whose record it is stands in each. It goes on until it fails, and
 * says last why.
 */
final class QueryProcess {

    static final String INPUT = "input";
    static final String OUTPUT = "output";
    static final int PARTITIONS = 2;

    /** The exit code of one that has ended with an error of Millrace's. */
    static final int REFUSED = 75;

    /** Said with the code of the error. */
    static final String ENDED = "ended ";

    private QueryProcess() {}

    /**
     * @param arguments brokers, checkpoint, name of the driver, Spark's master
     */
    public static void main(String[] arguments) throws Exception {
        Path checkpoint = Path.of(arguments[1]);
        SparkSession session =
                SparkSession.builder()
                        .master(arguments[3])
                        .config("spark.ui.enabled", "false")
                        .config("spark.driver.host", "127.0.0.1")
                        .config("spark.driver.bindAddress", "127.0.0.1")
                        .config("spark.sql.warehouse.dir", checkpoint + "-warehouse")
                        .config(
                                MillraceCheckpointFiles.SETTING,
                                MillraceCheckpointFiles.class.getName())
                        .config("spark.datasource.millrace.kafka.bootstrap.servers", arguments[0])
                        .getOrCreate();
        session.sparkContext().addSparkListener(new TaskRetries());
        try {
            session.readStream()
                    .format("millrace")
                    .option("subscribe", INPUT)
                    .option("startingOffsets", "earliest")
                    .option("maxOffsetsPerTrigger", "200")
                    .load()
                    .selectExpr("concat(CAST(value AS STRING), ' " + arguments[2] + "') AS value")
                    .writeStream()
                    .format("millrace")
                    .option("topic", OUTPUT)
                    .option("guarantee", "exactly-once")
                    .option("checkpointLocation", checkpoint.toString())
                    .trigger(Trigger.ProcessingTime(0))
                    .start()
                    .awaitTermination();
        } catch (StreamingQueryException e) {
            System.out.println(ENDED + reason(e));
            Runtime.getRuntime().halt(REFUSED);
        }
    }

    private static String reason(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof ProducerFencedException) {
                return "PRODUCER_FENCED";
            }
        }
        return MillraceException.findIn(failure)
                .map(coded -> coded.code().name())
                .orElseGet(failure::toString);
    }
}
