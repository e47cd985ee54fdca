package io.millrace.kafka.group;

import io.millrace.common.PublicApi;
import io.millrace.kafka.position.FoundOffset;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * The committed offset of one partition before and after a reset.
 *
 * @param before absent if there was none
 * @param found where the position lies in the partition
 */
@PublicApi
public record OffsetChange(TopicPartition partition, OptionalLong before, FoundOffset found) {

    public long after() {
        return found.offset();
    }
}
