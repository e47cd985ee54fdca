package io.millrace.benchmark.protocol;

/**
 * A workload over a topic that is being written to, until the process is killed. Asked for again
 * with the same directory, it goes on where it was.
 *
 * @param workload its name; its results go to a topic
 * @param guarantee what the results must be worth
 * @param topic what is read, at first from its beginning
 * @param outputTopic the topic that the results are written to
 * @param stateDirectory where the engine notes how far it is
 */
public record StreamRequest(
        String workload,
        Guarantee guarantee,
        String topic,
        String outputTopic,
        String stateDirectory) {}
