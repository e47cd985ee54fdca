package io.millrace.dstream;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.fetch.FetchSettings;
import io.millrace.kafka.plan.DataLossPolicy;
import java.time.Duration;
import org.apache.spark.SparkConf;

/** What the Kafka parameters and the Spark configuration mean for reading. */
record ReadSettings(KafkaConnection connection, FetchSettings fetch) {

    static final String FAIL_ON_DATA_LOSS = "spark.streaming.kafka.failOnDataLoss";

    private static final String POLL_MILLIS = "spark.streaming.kafka.consumer.poll.ms";

    static ReadSettings of(KafkaParams params, SparkConf conf) {
        KafkaConnection connection = params.connection();
        Duration patience =
                Duration.ofMillis(
                        conf.contains(POLL_MILLIS)
                                ? conf.getLong(POLL_MILLIS, 0)
                                : conf.getTimeAsSeconds("spark.network.timeout", "120s") * 1000);
        return new ReadSettings(
                connection,
                new FetchSettings(connection, params.isolation(), patience, onDataLoss(conf)));
    }

    DataLossPolicy onDataLoss() {
        return fetch.onDataLoss();
    }

    /**
     * A context that was made from a checkpoint has the configuration of the checkpoint, which
     * nobody can change any more: what this run was started with counts first.
     */
    private static DataLossPolicy onDataLoss(SparkConf conf) {
        SparkConf now = new SparkConf(true);
        boolean fail =
                (now.contains(FAIL_ON_DATA_LOSS) ? now : conf).getBoolean(FAIL_ON_DATA_LOSS, true);
        return fail ? DataLossPolicy.FAIL : DataLossPolicy.CONTINUE;
    }
}
