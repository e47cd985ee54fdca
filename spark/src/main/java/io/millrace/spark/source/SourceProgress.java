package io.millrace.spark.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.kafka.lag.PartitionLag;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** How far a stream is behind, as the progress of a query shows it. */
final class SourceProgress {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The JSON of more partitions than this would swamp every log that shows it. */
    private static final int MOST_PARTITIONS = 200;

    private SourceProgress() {}

    /**
     * The lag in offsets, under the names of Spark's Kafka source, its sum, the longest time that a
     * record has been waiting, and both for each partition as JSON.
     */
    static Map<String, String> metrics(Map<TopicPartition, PartitionLag> lags) {
        Map<String, String> metrics = new LinkedHashMap<>();
        if (lags.isEmpty()) {
            return metrics;
        }
        Collection<PartitionLag> all = lags.values();
        var offsets = all.stream().mapToLong(PartitionLag::offsets).summaryStatistics();
        metrics.put("minOffsetsBehindLatest", Long.toString(offsets.getMin()));
        metrics.put("maxOffsetsBehindLatest", Long.toString(offsets.getMax()));
        metrics.put("avgOffsetsBehindLatest", Double.toString(offsets.getAverage()));
        metrics.put("offsetsBehindLatest", Long.toString(offsets.getSum()));
        double longest = all.stream().mapToDouble(SourceProgress::seconds).max().orElse(0);
        metrics.put("secondsBehindLatest", Double.toString(longest));
        if (lags.size() <= MOST_PARTITIONS) {
            metrics.put("partitionsBehindLatest", json(lags));
        }
        return metrics;
    }

    /** {@code {"clicks":{"0":{"offsets":12,"seconds":0.25}}}}. */
    private static String json(Map<TopicPartition, PartitionLag> lags) {
        ObjectNode root = JSON.createObjectNode();
        lags.forEach(
                (partition, lag) ->
                        root.withObjectProperty(partition.topic())
                                .putObject(Integer.toString(partition.partition()))
                                .put("offsets", lag.offsets())
                                .put("seconds", seconds(lag)));
        return root.toString();
    }

    private static double seconds(PartitionLag lag) {
        return lag.time().toMillis() / 1e3;
    }
}
