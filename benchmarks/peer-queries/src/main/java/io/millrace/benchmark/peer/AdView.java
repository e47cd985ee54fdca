package io.millrace.benchmark.peer;

import java.io.Serializable;

/**
 * A view, as far as the query of the Yahoo Streaming Benchmark needs it.
 *
 * @param ad the ad_id
 * @param time when it happened, in milliseconds since 1970 UTC
 */
public record AdView(String ad, long time) implements Serializable {}
