package io.millrace.kafka.offset;

import java.io.Serializable;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Where a batch read stops, exclusive. */
public sealed interface EndingPosition extends Serializable {

    /** At the end of each partition when the read is planned. */
    record Latest() implements EndingPosition {
        private static final long serialVersionUID = 1L;
    }

    /** Before the first record whose timestamp is this or later; the end where there is none. */
    record AtTimestamp(long millis) implements EndingPosition {
        private static final long serialVersionUID = 1L;
    }

    /** As {@link AtTimestamp}, with a timestamp for each partition. */
    record AtTimestamps(Map<TopicPartition, Long> millis) implements EndingPosition {
        private static final long serialVersionUID = 1L;

        public AtTimestamps {
            millis = Map.copyOf(millis);
        }
    }

    /** Before these offsets, or {@link StartingPosition#LATEST}, one for every partition. */
    record Explicit(Map<TopicPartition, Long> offsets) implements EndingPosition {
        private static final long serialVersionUID = 1L;

        public Explicit {
            offsets = Map.copyOf(offsets);
        }
    }
}
