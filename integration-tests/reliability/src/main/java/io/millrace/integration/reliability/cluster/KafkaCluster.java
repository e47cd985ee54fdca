package io.millrace.integration.reliability.cluster;

import io.millrace.integration.reliability.proxy.KafkaProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;

/**
 * Brokers, each in a process of its own, that all hold everything. There are two ways to them: past
 * the proxies, for who is watching, and through the proxies, for who is watched.
 */
public final class KafkaCluster implements AutoCloseable {

    static final String CONTROLLER = "CONTROLLER";

    private static final String HOST = "127.0.0.1";

    /** Of the topic in which brokers keep what they know of transactions. */
    public static final int TRANSACTION_PARTITIONS = 6;

    private static final Duration READY_LIMIT = Duration.ofMinutes(2);
    private static final long CHECK_MILLIS = 100;

    private final List<KafkaNodeProcess> nodes = new ArrayList<>();
    private final List<KafkaProxy> proxies = new ArrayList<>();
    private final List<Integer> direct;
    private final Admin admin;

    /**
     * Starts them and returns when all are there.
     *
     * @param size how many
     */
    public KafkaCluster(Path directory, int size) throws InterruptedException {
        List<Integer> ports = Ports.free(3 * size);
        direct = ports.subList(0, size);
        List<Integer> behind = ports.subList(size, 2 * size);
        List<Integer> controllers = ports.subList(2 * size, 3 * size);
        String clusterId = Uuid.randomUuid().toString();
        String voters =
                IntStream.range(0, size)
                        .mapToObj(i -> (i + 1) + "@" + HOST + ":" + controllers.get(i))
                        .collect(Collectors.joining(","));
        for (int i = 0; i < size; i++) {
            KafkaProxy proxy = KafkaProxy.before(behind.get(i));
            proxies.add(proxy);
            Map<String, String> settings = settings(voters, size);
            String own = "DIRECT://" + HOST + ":" + direct.get(i);
            String client = "PROXIED://" + HOST + ":";
            String controller = CONTROLLER + "://" + HOST + ":" + controllers.get(i);
            settings.put("listeners", own + "," + client + behind.get(i) + "," + controller);
            settings.put("advertised.listeners", own + "," + client + proxy.port());
            nodes.add(KafkaNodeProcess.prepare(i + 1, directory, clusterId, settings));
        }
        nodes.forEach(KafkaNodeProcess::start);
        admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                directServers(),
                                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                                "200",
                                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                "20000",
                                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                "5000"));
        awaitAll();
    }

    private static Map<String, String> settings(String voters, int size) {
        String all = Integer.toString(size);
        String most = Integer.toString(Math.max(1, size - 1));
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("controller.quorum.voters", voters);
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("inter.broker.listener.name", "DIRECT");
        settings.put(
                "listener.security.protocol.map",
                "DIRECT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("auto.create.topics.enable", "false");
        settings.put("default.replication.factor", all);
        settings.put("min.insync.replicas", most);
        settings.put("offsets.topic.replication.factor", all);
        settings.put("offsets.topic.num.partitions", "6");
        settings.put("transaction.state.log.replication.factor", all);
        settings.put("transaction.state.log.min.isr", most);
        settings.put(
                "transaction.state.log.num.partitions", Integer.toString(TRANSACTION_PARTITIONS));
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        // What takes longest after a kill: that the others believe it.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("replica.lag.time.max.ms", "5000");
        return settings;
    }

    /** Past the proxies. */
    public String directServers() {
        return servers(direct);
    }

    /** Through the proxies. */
    public String proxiedServers() {
        return servers(proxies.stream().map(KafkaProxy::port).toList());
    }

    private static String servers(List<Integer> ports) {
        return ports.stream().map(port -> HOST + ":" + port).collect(Collectors.joining(","));
    }

    public List<KafkaProxy> proxies() {
        return List.copyOf(proxies);
    }

    /** Asks the brokers; those who ask close nothing. */
    public Admin admin() {
        return admin;
    }

    /** Creates a topic on all brokers. */
    public void createTopic(String name, int partitions) throws InterruptedException {
        try {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) size()))).all().get();
        } catch (ExecutionException e) {
            throw new KafkaException("Cannot create topic " + name, e.getCause());
        }
    }

    /** The number of brokers, which are 0 and up. */
    public int size() {
        return nodes.size();
    }

    public void kill(int node) {
        nodes.get(node).kill();
    }

    public void start(int node) {
        nodes.get(node).start();
    }

    public void pause(int node) {
        nodes.get(node).pause();
    }

    public void resume(int node) {
        nodes.get(node).resume();
    }

    /** The broker that leads a partition; the first one while none does. */
    public int leaderOf(TopicPartition partition) throws InterruptedException {
        try {
            Node leader =
                    admin.describeTopics(List.of(partition.topic()))
                            .allTopicNames()
                            .get(5, TimeUnit.SECONDS)
                            .get(partition.topic())
                            .partitions()
                            .get(partition.partition())
                            .leader();
            return leader == null ? 0 : leader.id() - 1;
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            return 0;
        }
    }

    /** The broker that coordinates the transactions of an id. */
    public int coordinatorOf(String transactionalId) throws InterruptedException {
        int partition = Utils.abs(transactionalId.hashCode()) % TRANSACTION_PARTITIONS;
        return leaderOf(new TopicPartition("__transaction_state", partition));
    }

    /** Waits until all brokers are there. */
    public void awaitAll() throws InterruptedException {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (!allThere()) {
            if (System.nanoTime() - deadline > 0) {
                throw new KafkaException("Not all brokers are there after " + READY_LIMIT);
            }
            TimeUnit.MILLISECONDS.sleep(CHECK_MILLIS);
        }
    }

    private boolean allThere() throws InterruptedException {
        try {
            return admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).size() == size();
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        nodes.forEach(KafkaNodeProcess::kill);
        proxies.forEach(KafkaProxy::close);
    }
}
