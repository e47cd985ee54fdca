package io.millrace.dstream;

import io.millrace.common.PublicApi;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The ways to say where tasks run best. None of them changes what is read. */
@PublicApi
public final class LocationStrategies {

    private LocationStrategies() {}

    /** Each partition on the same executor from batch to batch, spread evenly. */
    public static LocationStrategy PreferConsistent() {
        return new LocationStrategy(LocationStrategy.Preference.EXECUTORS, Map.of());
    }

    /** On the host of the broker that leads the partition, where executors run on the brokers. */
    public static LocationStrategy PreferBrokers() {
        return new LocationStrategy(LocationStrategy.Preference.BROKERS, Map.of());
    }

    /** On these hosts; partitions that are not named as with {@link #PreferConsistent}. */
    public static LocationStrategy PreferFixed(Map<TopicPartition, String> hostMap) {
        return new LocationStrategy(LocationStrategy.Preference.EXECUTORS, hostMap);
    }
}
