package io.millrace.integration.reliability.proxy;

import org.apache.kafka.common.protocol.ApiKeys;

/** A request, or the answer to one. */
public record Frame(ApiKeys api, Way way) {

    /** Where a frame goes. */
    public enum Way {
        REQUEST,
        REPLY
    }
}
