package io.millrace.benchmark.protocol;

/**
 * A query of the latency program that runs until it is told to stop, from one topic to another.
 *
 * @param workload its name
 * @param inputTopic is read from its beginning
 * @param outputTopic gets a JSON object for each row of the answer, by its key
 * @param realTimeBatchMillis in real-time mode, how long a batch lasts; 0 for micro-batches
 * @param intervalMillis how long after the begin of one micro-batch the next one begins at the
 *     earliest
 */
public record FollowRequest(
        String workload,
        String inputTopic,
        String outputTopic,
        long realTimeBatchMillis,
        long intervalMillis) {

    /** Whether each record is to be passed on as it arrives. */
    public boolean inRealTime() {
        return realTimeBatchMillis > 0;
    }
}
