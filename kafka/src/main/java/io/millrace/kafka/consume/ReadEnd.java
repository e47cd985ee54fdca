package io.millrace.kafka.consume;

import io.millrace.common.PublicApi;

/** Where reading ends if nothing else ends it before. */
@PublicApi
public enum ReadEnd {
    /** Nowhere: wait for records to come. */
    NEVER,
    /** At the end that each partition has when reading starts. */
    PRESENT_END
}
