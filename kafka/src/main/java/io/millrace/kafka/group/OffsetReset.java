package io.millrace.kafka.group;

import io.millrace.common.PublicApi;
import java.util.List;

/**
 * What a reset of a group's offsets would change.
 *
 * @param changes ordered by partition
 */
@PublicApi
public record OffsetReset(String group, List<OffsetChange> changes) {

    public OffsetReset {
        changes = List.copyOf(changes);
    }
}
