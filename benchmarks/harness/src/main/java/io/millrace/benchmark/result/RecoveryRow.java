package io.millrace.benchmark.result;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How an engine comes back after {@code kill -9} while records keep coming. The figures are null
 * when the answer is not {@value ResultRow#OK}.
 *
 * @param maxRecordsPerSecond what it reaches over a filled topic
 * @param recordsPerSecond what came in while it was killed
 * @param firstOutputSeconds from the start of the second process to its first result
 * @param caughtUpSeconds from there to the first result that came less than a second after its
 *     event
 * @param repeated how many results there were twice
 * @param answer {@value ResultRow#OK} if no result was missing at the end, or what is wrong
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecoveryRow(
        String workload,
        String engine,
        String tuning,
        String guarantee,
        Double maxRecordsPerSecond,
        Long recordsPerSecond,
        Double firstOutputSeconds,
        Double caughtUpSeconds,
        Long repeated,
        String answer) {

    /** One without figures. */
    public static RecoveryRow failed(
            String workload, String engine, String tuning, String guarantee, String reason) {
        return new RecoveryRow(
                workload, engine, tuning, guarantee, null, null, null, null, null, reason);
    }
}
