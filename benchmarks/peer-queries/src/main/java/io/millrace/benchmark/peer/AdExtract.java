package io.millrace.benchmark.peer;

import java.io.Serializable;

/**
 * A view, as far as W1 passes it on.
 *
 * @param time when it happened, in milliseconds since 1970 UTC
 */
public record AdExtract(String user, String ad, long time) implements Serializable {}
