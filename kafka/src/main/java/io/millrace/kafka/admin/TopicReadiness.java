package io.millrace.kafka.admin;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaError;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * Waits for a new topic to reach the brokers. The controller has made it when it answers; the
 * brokers learn of it a moment later, and until then would call it unknown.
 */
final class TopicReadiness {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private TopicReadiness() {}

    /** What {@code describe} says once it finds the topic and every partition has a leader. */
    static TopicDescription await(Supplier<TopicDescription> describe) {
        long start = System.nanoTime();
        while (true) {
            boolean last = System.nanoTime() - start > LIMIT.toNanos();
            try {
                TopicDescription topic = describe.get();
                if (last || topic.partitions().stream().allMatch(p -> p.leader() != null)) {
                    return topic;
                }
            } catch (MillraceException e) {
                if (last || e.code() != KafkaError.TOPIC_NOT_FOUND) {
                    throw e;
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
