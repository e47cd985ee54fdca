package io.millrace.benchmark.protocol;

import java.util.Map;

/**
 * One run of a workload over a whole topic, from its first record to the last that is there.
 *
 * @param number counts the runs of a process, from 0
 * @param workload its name
 * @param guarantee what the results must be worth
 * @param topic what is read
 * @param outputTopic the topic that the results are written to, new and empty; null for a workload
 *     whose results are rows of the answer
 * @param records how many records the topic holds
 * @param batchRecords how many records a micro-batch may have, of an engine that has such; null for
 *     what its tuning says
 * @param tables what the workload joins with: a name and a CSV file with a header line
 * @param answerFile where the rows of the answer go, one {@link AnswerRow} a line, in any order
 */
public record RunRequest(
        int number,
        String workload,
        Guarantee guarantee,
        String topic,
        String outputTopic,
        long records,
        Long batchRecords,
        Map<String, String> tables,
        String answerFile) {}
