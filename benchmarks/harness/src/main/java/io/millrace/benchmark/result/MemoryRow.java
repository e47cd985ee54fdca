package io.millrace.benchmark.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * How little heap an engine needs.
 *
 * @param smallestHeap the smallest that was found with which at least {@code keeps} of the
 *     throughput is left; null if there was none, or no answer at all
 * @param keeps the part of the throughput, from 0 to 1
 * @param steps what was measured: first the heap that the others are compared with
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MemoryRow(
        String workload,
        String engine,
        String tuning,
        String compression,
        String smallestHeap,
        double keeps,
        List<Step> steps) {

    /**
     * What one heap gave.
     *
     * @param heap as {@code -Xmx} takes it
     * @param answer {@value ResultRow#OK}, or what is wrong; the figures are null then
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(String heap, Spread recordsPerSecond, Long peakRssMiB, String answer) {

        /** Makes it of what was measured. */
        public static Step of(String heap, Measured measured) {
            return measured.failure()
                    .map(failure -> new Step(heap, null, null, failure))
                    .orElseGet(
                            () ->
                                    new Step(
                                            heap,
                                            Spread.of(measured.recordsPerSecond()).map(Math::rint),
                                            measured.peakRssMiB(),
                                            ResultRow.OK));
        }

        /** Whether at least this part of another step's throughput was reached. */
        public boolean keeps(double part, Step other) {
            return recordsPerSecond != null
                    && other.recordsPerSecond != null
                    && recordsPerSecond.median() >= part * other.recordsPerSecond.median();
        }
    }
}
