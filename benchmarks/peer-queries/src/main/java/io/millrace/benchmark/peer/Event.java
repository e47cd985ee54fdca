package io.millrace.benchmark.peer;

import java.io.Serializable;

/**
 * An event that may be sent again.
 *
 * @param time when it happened, in milliseconds since 1970 UTC
 */
public record Event(String id, long time, long amount) implements Serializable {}
