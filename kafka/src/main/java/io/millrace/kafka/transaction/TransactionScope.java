package io.millrace.kafka.transaction;

import java.io.Serializable;
import org.apache.kafka.common.TopicPartition;

/**
 * What writes in transactions: one sink of one query, the same in all its runs. Gives the names
 * under which the cluster keeps what it knows of it.
 *
 * @param query the id that is kept in the query's checkpoint
 * @param sink which sink of the query
 * @param topic the topic that is written to, beside whose first partition the groups keep their
 *     offsets: Kafka keeps none but for partitions that exist. What writes to topics that rows name
 *     has {@link #ANY_TOPIC}
 */
public record TransactionScope(String query, String sink, String topic) implements Serializable {

    /** A topic that each cluster has. */
    public static final String ANY_TOPIC = "__consumer_offsets";

    private static final long serialVersionUID = 1L;
    private static final String PREFIX = "millrace-";

    /**
     * The transactional id of the tasks with this number, and the consumer group that keeps their
     * token.
     */
    public String task(int number) {
        return prefix() + number;
    }

    /** The transactional id of drivers, and the consumer group that keeps the number of the run. */
    public String driver() {
        return prefix() + "run";
    }

    /** The partition beside which the groups keep their offsets. */
    public TopicPartition place() {
        return new TopicPartition(topic, 0);
    }

    /** What all names of this scope begin with. */
    public String prefix() {
        return PREFIX + query + "-" + sink + "-";
    }
}
