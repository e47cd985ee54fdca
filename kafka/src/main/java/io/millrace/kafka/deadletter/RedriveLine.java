package io.millrace.kafka.deadletter;

import io.millrace.common.PublicApi;

/**
 * How many dead letters go where.
 *
 * @param to the topic that they are put back to
 * @param reason why they are dead letters
 */
@PublicApi
public record RedriveLine(String to, String reason, long letters) {}
