package io.millrace.kafka.client;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;

/**
 * A cluster at a glance.
 *
 * @param id the cluster's own
 * @param brokers how many can be reached now
 */
public record ClusterSummary(String id, int brokers) {

    /**
     * Asks the cluster.
     *
     * @throws io.millrace.common.error.MillraceException if nothing answers in time
     */
    public static ClusterSummary of(KafkaConnection connection) {
        try (Admin admin = connection.openAdmin()) {
            DescribeClusterResult cluster = admin.describeCluster();
            int brokers =
                    KafkaFailure.await(cluster.nodes(), connection, "look at the cluster").size();
            return new ClusterSummary(
                    KafkaFailure.await(cluster.clusterId(), connection, "look at the cluster"),
                    brokers);
        }
    }
}
