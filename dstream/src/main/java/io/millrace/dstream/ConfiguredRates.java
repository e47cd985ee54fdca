package io.millrace.dstream;

import org.apache.kafka.common.TopicPartition;
import org.apache.spark.SparkConf;

/** The rates that the Spark configuration has, the same for every partition. */
final class ConfiguredRates extends PerPartitionConfig {

    private static final long serialVersionUID = 1L;

    private final long most;
    private final long least;

    ConfiguredRates(SparkConf conf) {
        this.most = conf.getLong("spark.streaming.kafka.maxRatePerPartition", 0);
        this.least = conf.getLong("spark.streaming.kafka.minRatePerPartition", 1);
    }

    @Override
    public long maxRatePerPartition(TopicPartition topicPartition) {
        return most;
    }

    @Override
    public long minRatePerPartition(TopicPartition topicPartition) {
        return least;
    }
}
