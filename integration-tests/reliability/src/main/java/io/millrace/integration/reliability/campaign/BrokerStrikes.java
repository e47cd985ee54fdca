package io.millrace.integration.reliability.campaign;

import io.millrace.integration.reliability.cluster.KafkaCluster;
import io.millrace.integration.reliability.proxy.Frame.Way;
import io.millrace.integration.reliability.proxy.ProxyFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ApiKeys;

/** What is done to brokers, and on the way to them. */
final class BrokerStrikes {

    private static final Set<ApiKeys> ENDS = Set.of(ApiKeys.END_TXN);
    private static final Set<ApiKeys> TRANSACTIONS =
            Set.of(ApiKeys.END_TXN, ApiKeys.INIT_PRODUCER_ID, ApiKeys.TXN_OFFSET_COMMIT);
    private static final Duration PRODUCTIVE_LIMIT = Duration.ofSeconds(45);

    private final Random random;
    private final KafkaCluster cluster;
    private final DriverKeeper keeper;
    private final History history;

    BrokerStrikes(Random random, KafkaCluster cluster, DriverKeeper keeper, History history) {
        this.random = random;
        this.cluster = cluster;
        this.keeper = keeper;
        this.history = history;
    }

    void strike(Strike strike) throws InterruptedException {
        switch (strike) {
            case LEADER_KILL -> killLeader();
            case COORDINATOR_KILL -> bounce(List.of(coordinator()));
            case COORDINATOR_KILL_IN_COMMIT -> killInCommit();
            case MOST_BROKERS_KILL -> bounce(nodes().subList(1, cluster.size()));
            case ALL_BROKERS_KILL -> bounce(nodes());
            case BROKER_PAUSE -> pause();
            case REPLIES_CUT -> meet(new ProxyFault.Cut(TRANSACTIONS, Way.REPLY));
            case COMMITS_HELD -> hold();
            case REQUESTS_LATE ->
                    meet(new ProxyFault.Late(TRANSACTIONS, Way.REQUEST, millis(100, 1_500)));
            case SLOW_AND_CUT -> slowAndCut();
            default -> throw new IllegalArgumentException(strike + " is not for brokers");
        }
    }

    private List<Integer> nodes() {
        List<Integer> nodes = new ArrayList<>(IntStream.range(0, cluster.size()).boxed().toList());
        Collections.shuffle(nodes, random);
        return nodes;
    }

    private int coordinator() throws InterruptedException {
        int partition = random.nextInt(KafkaCluster.TRANSACTION_PARTITIONS);
        return cluster.leaderOf(new TopicPartition("__transaction_state", partition));
    }

    private Duration millis(int from, int until) {
        return Duration.ofMillis(from + random.nextInt(until - from));
    }

    private void kill(int node) {
        history.add("broker kill", "node", node);
        cluster.kill(node);
    }

    private void killLeader() throws InterruptedException {
        TopicPartition partition =
                new TopicPartition(Tables.COPY, random.nextInt(Campaign.PARTITIONS));
        int node = cluster.leaderOf(partition);
        kill(node);
        keeper.times().leaderGone(partition);
        keeper.keep(millis(4_000, 8_000));
        cluster.start(node);
        cluster.awaitAll();
    }

    private void bounce(List<Integer> nodes) throws InterruptedException {
        nodes.forEach(this::kill);
        keeper.keep(millis(500, 5_000));
        nodes.forEach(cluster::start);
        cluster.awaitAll();
    }

    /** The commit has reached no broker yet when its coordinator dies. */
    private void killInCommit() throws InterruptedException {
        ProxyFault.Held held = new ProxyFault.Held(ENDS);
        cluster.proxies().forEach(proxy -> proxy.add(held));
        keeper.keep(millis(1_000, 3_000));
        int node = coordinator();
        kill(node);
        cluster.proxies().forEach(proxy -> proxy.remove(held));
        held.release();
        keeper.keep(millis(500, 3_000));
        cluster.start(node);
        cluster.awaitAll();
    }

    private void pause() throws InterruptedException {
        int node = random.nextInt(cluster.size());
        history.add("broker pause", "node", node);
        cluster.pause(node);
        keeper.keep(millis(1_000, 6_000));
        cluster.resume(node);
    }

    private void meet(ProxyFault fault) throws InterruptedException {
        cluster.proxies().forEach(proxy -> proxy.add(fault));
        keeper.keep(millis(1_000, 4_000));
        cluster.proxies().forEach(proxy -> proxy.remove(fault));
    }

    /** Commits arrive when whoever sent them is dead and its successor runs. */
    private void hold() throws InterruptedException {
        ProxyFault.Held held = new ProxyFault.Held(ENDS);
        meet(held);
        keeper.kill();
        keeper.keepUntilProductive(PRODUCTIVE_LIMIT);
        held.release();
    }

    private void slowAndCut() throws InterruptedException {
        meet(new ProxyFault.Slow(millis(5, 60)));
        List.copyOf(cluster.proxies()).forEach(proxy -> proxy.reset());
    }
}
