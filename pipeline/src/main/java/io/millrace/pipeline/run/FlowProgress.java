package io.millrace.pipeline.run;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What one micro-batch of a flow did.
 *
 * @param batch its number, from 0
 * @param rows records read
 * @param written rows written, where the sink tells
 * @param late rows that came too late for the watermark and were left out
 * @param deadLetters records that could not be decoded and went to a dead-letter topic
 * @param rowsPerSecond records read, by the second the batch took
 * @param duration how long it took
 * @param lag offsets that wait behind it, where the source tells
 * @param stateRows rows of state the flow keeps
 */
public record FlowProgress(
        String flow,
        long batch,
        long rows,
        OptionalLong written,
        long late,
        long deadLetters,
        double rowsPerSecond,
        Duration duration,
        OptionalLong lag,
        long stateRows) {}
