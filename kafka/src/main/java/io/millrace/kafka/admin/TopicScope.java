package io.millrace.kafka.admin;

import io.millrace.common.PublicApi;

/** Which topics to list. */
@PublicApi
public enum TopicScope {
    /** Those of users only. */
    USER,
    /** Those too that the brokers keep for themselves, such as __consumer_offsets. */
    ALL
}
