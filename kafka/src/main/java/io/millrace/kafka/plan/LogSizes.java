package io.millrace.kafka.plan;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks brokers how large partitions are on their disks. */
final class LogSizes {

    private static final Logger LOG = LoggerFactory.getLogger(LogSizes.class);

    private final Admin admin;

    LogSizes(Admin admin) {
        this.admin = admin;
    }

    /**
     * Bytes of partitions, of the largest of their replicas. Those that no broker tells of are left
     * out: to ask is a right that not every reader of a topic has.
     */
    Map<TopicPartition, Long> find(Collection<TopicPartition> partitions)
            throws InterruptedException {
        Map<TopicPartition, Long> sizes = new HashMap<>();
        try {
            var brokers = admin.describeCluster().nodes().get().stream().map(Node::id).toList();
            for (var directories :
                    admin.describeLogDirs(brokers).allDescriptions().get().values()) {
                for (LogDirDescription directory : directories.values()) {
                    directory
                            .replicaInfos()
                            .forEach((p, replica) -> sizes.merge(p, replica.size(), Long::max));
                }
            }
            sizes.keySet().retainAll(partitions);
        } catch (ExecutionException | KafkaException e) {
            LOG.debug("The sizes of logs are not to be had", e);
        }
        return sizes;
    }
}
