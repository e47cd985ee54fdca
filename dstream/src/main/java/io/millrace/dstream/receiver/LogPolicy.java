package io.millrace.dstream.receiver;

import io.millrace.common.PublicApi;

/** What a receiver makes of a write-ahead log that is switched off. */
@PublicApi
public enum LogPolicy {
    /** The stream is refused: what an executor or the driver holds when it dies would be lost. */
    REQUIRED,
    /** A warning says what may be lost. */
    ADVISED
}
