package io.millrace.kafka.offset;

/**
 * What a partition holds: offsets from {@code first} (inclusive) to {@code end} (exclusive), not
 * all of which need carry a record.
 */
public record LogBounds(long first, long end) {}
