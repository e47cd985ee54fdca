package io.millrace.benchmark.protocol;

import java.util.List;
import java.util.Map;

/**
 * What an engine knows of a stream that it ran.
 *
 * @param batches in order; none where the engine does not work in batches
 */
public record FollowReport(List<Batch> batches) {

    /**
     * One micro-batch that read something.
     *
     * @param startMillis when it began, in milliseconds since 1970 UTC
     * @param records how many it read
     * @param phaseMillis how long each of its phases took
     */
    public record Batch(long startMillis, long records, Map<String, Long> phaseMillis) {}
}
