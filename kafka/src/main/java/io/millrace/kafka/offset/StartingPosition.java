package io.millrace.kafka.offset;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Where a reader begins that has no checkpoint. */
public sealed interface StartingPosition extends Serializable {

    /** In {@link Explicit}: begin at the end of the partition. */
    long LATEST = -1L;

    /** In {@link Explicit}: begin at the first record that is still there. */
    long EARLIEST = -2L;

    /** At the first record that is still there. */
    record Earliest() implements StartingPosition {
        private static final long serialVersionUID = 1L;
    }

    /** At the end: only what comes from now on. */
    record Latest() implements StartingPosition {
        private static final long serialVersionUID = 1L;
    }

    /**
     * At the first record whose timestamp is this or later.
     *
     * @param millis milliseconds since 1970-01-01T00:00:00Z, for every partition
     */
    record AtTimestamp(long millis, NoMatch noMatch) implements StartingPosition {
        private static final long serialVersionUID = 1L;
    }

    /** As {@link AtTimestamp}, with a timestamp for each partition. */
    record AtTimestamps(Map<TopicPartition, Long> millis, NoMatch noMatch)
            implements StartingPosition {
        private static final long serialVersionUID = 1L;

        public AtTimestamps {
            millis = Map.copyOf(millis);
        }
    }

    /** Where a consumer group stands; at the earliest record where it has committed nothing. */
    record Committed(String group) implements StartingPosition {
        private static final long serialVersionUID = 1L;
    }

    /** At these offsets, or {@link #LATEST} or {@link #EARLIEST}, one for every partition. */
    record Explicit(Map<TopicPartition, Long> offsets) implements StartingPosition {
        private static final long serialVersionUID = 1L;

        public Explicit {
            offsets = Map.copyOf(offsets);
        }
    }

    /**
     * Where a consumer with these settings would begin: at the offset given for a partition, or
     * else where the group stands, or else where the reset says.
     *
     * @param offsets as in {@link Explicit}, for some of the partitions or none
     * @param group the consumer group, if there is one
     */
    record Resumed(Map<TopicPartition, Long> offsets, Optional<String> group, Reset reset)
            implements StartingPosition {
        private static final long serialVersionUID = 1L;

        public Resumed {
            offsets = Map.copyOf(offsets);
        }
    }

    /**
     * Where to begin in a partition of which nothing else is known, as auto.offset.reset has it.
     */
    enum Reset {
        EARLIEST,
        LATEST,
        /** Nowhere: it is an error. */
        NONE
    }

    /** What to do where no record is as late as the timestamp. */
    enum NoMatch {
        ERROR,
        LATEST
    }
}
