package io.millrace.kafka.consume;

import io.millrace.common.PublicApi;
import io.millrace.kafka.position.LogPosition;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.IsolationLevel;

/**
 * What to read of one topic.
 *
 * @param partitions numbers of partitions; all of them if empty
 * @param from where to start in partitions that the group has no committed offset for
 * @param group the consumer group whose offsets to start from and to commit; no group where absent
 * @param max the most records to read
 * @param idleLimit how long to wait for a record before giving up; forever where absent
 * @param isolation whether to see records of transactions that are open or were aborted
 */
@PublicApi
public record ReadOrder(
        String topic,
        SortedSet<Integer> partitions,
        LogPosition from,
        Optional<String> group,
        OptionalLong max,
        ReadEnd end,
        Optional<Duration> idleLimit,
        IsolationLevel isolation) {

    /** Everything that is there now, outside any group. */
    public static ReadOrder all(String topic) {
        return new ReadOrder(
                topic,
                new TreeSet<>(),
                new LogPosition.Earliest(),
                Optional.empty(),
                OptionalLong.empty(),
                ReadEnd.PRESENT_END,
                Optional.empty(),
                IsolationLevel.READ_COMMITTED);
    }
}
