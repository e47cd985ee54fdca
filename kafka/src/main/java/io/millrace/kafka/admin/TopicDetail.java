package io.millrace.kafka.admin;

import io.millrace.common.PublicApi;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One topic in full.
 *
 * @param partitions in the order of their numbers
 * @param configs the settings made on the topic itself, by name; secret values are left out
 */
@PublicApi
public record TopicDetail(
        TopicSummary summary, List<PartitionDetail> partitions, Map<String, String> configs) {

    public TopicDetail {
        partitions = List.copyOf(partitions);
        configs = Collections.unmodifiableMap(new TreeMap<>(configs));
    }
}
