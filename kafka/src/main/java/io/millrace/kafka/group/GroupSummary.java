package io.millrace.kafka.group;

import io.millrace.common.PublicApi;

/**
 * One group in a list of groups.
 *
 * @param type as Kafka names it: Classic, Consumer, Share, Streams; Unknown with brokers before 3.8
 * @param protocol what its members speak: consumer, connect, share; empty if it never had any
 * @param state as Kafka names it: Stable, Empty, PreparingRebalance and so on
 */
@PublicApi
public record GroupSummary(String group, String type, String protocol, String state) {}
