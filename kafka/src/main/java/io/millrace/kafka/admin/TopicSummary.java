package io.millrace.kafka.admin;

import io.millrace.common.PublicApi;

/**
 * One topic in a list of topics.
 *
 * @param id the id that tells a topic from a later one of the same name
 * @param replicationFactor the replicas of the partition that has the fewest
 * @param internal whether the brokers keep it for themselves
 */
@PublicApi
public record TopicSummary(
        String name, String id, int partitions, int replicationFactor, boolean internal) {}
