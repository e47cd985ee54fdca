package io.millrace.dstream;

import io.millrace.common.PublicApi;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Where the tasks of partitions run best; made by {@link LocationStrategies}. */
@PublicApi
public final class LocationStrategy implements Serializable {

    /** What is preferred where no host is fixed. */
    enum Preference {
        EXECUTORS,
        BROKERS
    }

    private static final long serialVersionUID = 1L;

    private final Preference preference;
    private final HashMap<TopicPartition, String> hosts;

    LocationStrategy(Preference preference, Map<TopicPartition, String> hosts) {
        this.preference = preference;
        this.hosts = new HashMap<>(hosts);
    }

    Preference preference() {
        return preference;
    }

    Map<TopicPartition, String> hosts() {
        return hosts;
    }
}
