package io.millrace.dstream;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaFailure;
import io.millrace.kafka.plan.OffsetRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.ExecutorCacheTaskLocation;
import org.apache.spark.storage.BlockManagerId;
import org.apache.spark.storage.BlockManagerMaster;
import scala.jdk.javaapi.CollectionConverters;

/** Finds out where the tasks of ranges run best, as Spark's scheduler writes it. */
final class TaskLocations {

    private TaskLocations() {}

    /** A location for each range, in their order; null where any will do. */
    static List<String> of(
            SparkContext context,
            LocationStrategy strategy,
            KafkaConnection connection,
            List<OffsetRange> ranges) {
        List<BlockManagerId> executors = executors(context);
        Map<TopicPartition, String> hosts = new HashMap<>();
        if (strategy.preference() == LocationStrategy.Preference.BROKERS) {
            hosts.putAll(leaders(connection, ranges));
        }
        hosts.putAll(strategy.hosts());
        List<String> locations = new ArrayList<>();
        for (OffsetRange range : ranges) {
            locations.add(location(executors, hosts.get(range.partition()), range.partition()));
        }
        return locations;
    }

    /** The same executor for a partition each time, among those on the host if there are any. */
    private static String location(
            List<BlockManagerId> executors, String host, TopicPartition partition) {
        List<BlockManagerId> near =
                executors.stream().filter(e -> host == null || e.host().equals(host)).toList();
        if (near.isEmpty()) {
            return host;
        }
        BlockManagerId chosen = near.get(Math.floorMod(partition.hashCode(), near.size()));
        return new ExecutorCacheTaskLocation(chosen.host(), chosen.executorId()).toString();
    }

    private static List<BlockManagerId> executors(SparkContext context) {
        BlockManagerMaster master = context.env().blockManager().master();
        return CollectionConverters.asJava(
                        master.getPeers(context.env().blockManager().blockManagerId()))
                .stream()
                .sorted(
                        Comparator.comparing(BlockManagerId::host)
                                .thenComparing(BlockManagerId::executorId))
                .toList();
    }

    private static Map<TopicPartition, String> leaders(
            KafkaConnection connection, List<OffsetRange> ranges) {
        Map<TopicPartition, String> hosts = new HashMap<>();
        try (Admin admin = connection.openAdmin()) {
            KafkaFailure.await(
                            admin.describeTopics(
                                            ranges.stream()
                                                    .map(range -> range.partition().topic())
                                                    .collect(Collectors.toSet()))
                                    .allTopicNames(),
                            connection,
                            "look up the leaders of partitions")
                    .forEach(
                            (topic, description) ->
                                    description.partitions().stream()
                                            .filter(p -> p.leader() != null)
                                            .forEach(
                                                    p ->
                                                            hosts.put(
                                                                    new TopicPartition(
                                                                            topic, p.partition()),
                                                                    p.leader().host())));
        }
        return hosts;
    }
}
