package io.millrace.benchmark.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * One row of the results. All figures are null when the answer is not {@value #OK}.
 *
 * @param millraceTimesAsFast how many times this engine's records/s Millrace reached, round by
 *     round; null where Millrace did not run
 * @param batchRecords how many records a micro-batch could have; null for what the tuning says
 * @param answer {@value #OK}, or what is wrong
 * @param runs what the figures are made of
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResultRow(
        String workload,
        String engine,
        String tuning,
        String guarantee,
        String compression,
        Long batchRecords,
        Spread recordsPerSecond,
        Spread millraceTimesAsFast,
        Double cpuSecondsPerMillionRecords,
        Double brokerCpuSecondsPerMillionRecords,
        Double coldStartSeconds,
        Long peakRssMiB,
        String answer,
        List<RunFigures> runs) {

    public static final String OK = "ok";

    /** What the answer begins with where the engine has none to give. */
    public static final String NO_QUERY = "it has no query for ";

    /** How long a micro-batch took in the mean of a run; null where its size is not known. */
    Double secondsPerBatch() {
        return batchRecords == null || recordsPerSecond == null
                ? null
                : batchRecords / recordsPerSecond.median();
    }

    /** Whether the engine was asked for what it cannot do, which is no failure. */
    public boolean unasked() {
        return answer.startsWith(NO_QUERY);
    }

    /** Whether the answer was right and there are figures. */
    public boolean passed() {
        return OK.equals(answer);
    }
}
