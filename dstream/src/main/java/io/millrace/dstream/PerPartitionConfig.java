package io.millrace.dstream;

import io.millrace.common.PublicApi;
import java.io.Serializable;
import org.apache.kafka.common.TopicPartition;

/** How fast to read each partition. It is part of the checkpoint. */
@PublicApi
public abstract class PerPartitionConfig implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Records per second at the most; 0 for no limit. */
    public abstract long maxRatePerPartition(TopicPartition topicPartition);

    /** Records per second at the least, whatever back-pressure says. */
    public long minRatePerPartition(TopicPartition topicPartition) {
        return 1;
    }
}
