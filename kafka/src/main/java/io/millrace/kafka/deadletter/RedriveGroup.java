package io.millrace.kafka.deadletter;

import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.client.KafkaConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** The consumer group that remembers which dead letters of a topic have been put back. */
record RedriveGroup(String topic) {

    EvidenceGroup evidence() {
        return new EvidenceGroup("millrace-redrive-" + topic);
    }

    /** What is done, by partition; waits for a transaction that is just about to change it. */
    Map<TopicPartition, DoneOffsets> read(KafkaConnection connection) {
        List<TopicPartition> partitions;
        try (TopicAdmin topics = new TopicAdmin(connection)) {
            partitions = topics.partitions(topic);
        }
        try (Admin admin = connection.openAdmin()) {
            Map<TopicPartition, DoneOffsets> done = new HashMap<>();
            evidence()
                    .offsets(admin, connection, partitions)
                    .forEach(
                            (partition, offset) ->
                                    done.put(partition, DoneOffsets.of(offset, evidence().name())));
            return done;
        }
    }
}
