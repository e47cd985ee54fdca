package io.millrace.kafka.lag;

import java.time.Duration;

/**
 * How far a reader is behind in one partition.
 *
 * @param offsets how many offsets it has not read
 * @param time how long the first of them has been there; zero if there is none
 */
public record PartitionLag(long offsets, Duration time) {}
