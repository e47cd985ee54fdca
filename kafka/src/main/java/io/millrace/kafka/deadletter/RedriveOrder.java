package io.millrace.kafka.deadletter;

import io.millrace.common.PublicApi;
import java.util.Optional;

/**
 * Which dead letters to put back, and where to.
 *
 * @param topic the dead-letter topic
 * @param to the topic to write them to; where absent, the one that each was read from
 */
@PublicApi
public record RedriveOrder(String topic, LetterFilter filter, Optional<String> to) {

    private static final String SUFFIX = "-dlq";

    /**
     * Whether letters may go to the topic that they say they come from. What a letter says is not
     * enough; the user must have named the topic, if only by the name of the dead-letter topic.
     */
    boolean trusts(String source) {
        return filter.sources().contains(source) || topic.equals(source + SUFFIX);
    }
}
