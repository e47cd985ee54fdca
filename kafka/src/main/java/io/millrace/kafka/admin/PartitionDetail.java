package io.millrace.kafka.admin;

import io.millrace.common.PublicApi;
import io.millrace.kafka.offset.LogBounds;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One partition of a topic.
 *
 * @param leader the broker that serves it; none while it is offline
 * @param replicas brokers that should hold it, the preferred leader first
 * @param inSync replicas that are up to date
 * @param bounds what it holds; absent where the brokers did not say
 */
@PublicApi
public record PartitionDetail(
        int partition,
        OptionalInt leader,
        List<Integer> replicas,
        List<Integer> inSync,
        Optional<LogBounds> bounds) {

    public PartitionDetail {
        replicas = List.copyOf(replicas);
        inSync = List.copyOf(inSync);
    }
}
