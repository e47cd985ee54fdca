package io.millrace.kafka.deadletter;

import io.millrace.common.PublicApi;

/**
 * Where a record was read.
 *
 * @param timestamp milliseconds since 1970; {@link #NO_TIMESTAMP} if the record has none
 */
@PublicApi
public record RecordOrigin(String topic, int partition, long offset, long timestamp) {

    public static final long NO_TIMESTAMP = -1;
}
