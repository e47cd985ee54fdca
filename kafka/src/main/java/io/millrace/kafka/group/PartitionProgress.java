package io.millrace.kafka.group;

import io.millrace.common.PublicApi;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a group has come in one partition.
 *
 * @param committed the offset of the next record to read; absent before the first commit
 * @param end the offset of the next record to be written; absent if the topic is gone
 * @param member the member that has the partition now, if one has
 */
@PublicApi
public record PartitionProgress(
        TopicPartition partition,
        OptionalLong committed,
        OptionalLong end,
        Optional<GroupMember> member) {

    /** Records written and not yet read; absent unless both ends are known. */
    public OptionalLong lag() {
        return committed.isPresent() && end.isPresent()
                ? OptionalLong.of(Math.max(0, end.getAsLong() - committed.getAsLong()))
                : OptionalLong.empty();
    }
}
