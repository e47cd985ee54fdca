package io.millrace.integration.reliability.campaign;

import io.millrace.integration.reliability.cluster.KafkaCluster;
import io.millrace.integration.reliability.proxy.Frame.Way;
import io.millrace.integration.reliability.proxy.ProxyFault;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ApiKeys;

/** Does harm, by the seed, and heals it in the end. */
final class Nemesis {

    private static final Set<ApiKeys> ENDS = Set.of(ApiKeys.END_TXN);
    private static final Set<ApiKeys> TRANSACTIONS =
            Set.of(ApiKeys.END_TXN, ApiKeys.INIT_PRODUCER_ID, ApiKeys.TXN_OFFSET_COMMIT);
    private static final Duration PRODUCTIVE_LIMIT = Duration.ofSeconds(45);
    private static final Duration ZOMBIE_LIMIT = Duration.ofSeconds(20);
    private static final Duration MOMENT = Duration.ofMillis(500);

    private final Random random;
    private final KafkaCluster cluster;
    private final DriverKeeper keeper;
    private final History history;

    Nemesis(Random random, KafkaCluster cluster, DriverKeeper keeper, History history) {
        this.random = random;
        this.cluster = cluster;
        this.keeper = keeper;
        this.history = history;
    }

    /** Goes on for the time, and until there were kills enough; then everything is whole again. */
    void run(CampaignSettings settings) throws InterruptedException {
        switch (settings.faults()) {
            case DRAWN -> strikes(settings);
            case EACH_POINT -> eachPoint(settings);
        }
        for (int node = 0; node < cluster.size(); node++) {
            cluster.start(node);
        }
        cluster.awaitAll();
        keeper.disarm();
    }

    private void strikes(CampaignSettings settings) throws InterruptedException {
        long begin = System.nanoTime();
        keeper.keepUntilProductive(PRODUCTIVE_LIMIT);
        while (Campaign.since(begin).compareTo(settings.duration()) < 0
                || keeper.ends() < settings.kills()) {
            strike();
            keeper.keepUntilProductive(PRODUCTIVE_LIMIT);
        }
    }

    private void eachPoint(CampaignSettings settings) throws InterruptedException {
        long begin = System.nanoTime();
        while (keeper.failedAt().size() < settings.kills()
                && Campaign.since(begin).compareTo(settings.duration()) < 0) {
            keeper.keep(MOMENT);
        }
    }

    private void strike() throws InterruptedException {
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> {
                keeper.keep(millis(200, 4_000));
                keeper.kill();
            }
            case 3, 4, 5 -> keeper.keep(millis(4_000, 10_000));
            case 6, 7 -> zombie();
            case 8 ->
                    bounce(
                            "leader",
                            cluster.leaderOf(
                                    new TopicPartition(
                                            Tables.COPY, random.nextInt(Campaign.PARTITIONS))));
            case 9 ->
                    bounce(
                            "coordinator",
                            cluster.leaderOf(
                                    new TopicPartition("__transaction_state", random.nextInt(6))));
            case 10 -> bounceAll();
            case 11 -> pauseBroker();
            case 12 -> meet("reply cut", new ProxyFault.Cut(TRANSACTIONS, Way.REPLY));
            case 13 -> hold();
            case 14 ->
                    meet(
                            "late",
                            new ProxyFault.Late(TRANSACTIONS, Way.REQUEST, millis(100, 1_500)));
            default -> slowAndReset();
        }
    }

    private Duration millis(int from, int until) {
        return Duration.ofMillis(from + random.nextInt(until - from));
    }

    private void zombie() throws InterruptedException {
        Driver paused = keeper.replaceWithSuccessor();
        if (paused != null) {
            boolean productive = keeper.keepUntilProductive(PRODUCTIVE_LIMIT);
            history.add("zombie wakes", "successor has written", productive);
            keeper.letZombieGoOn(paused, ZOMBIE_LIMIT);
        }
    }

    private void bounce(String what, int node) throws InterruptedException {
        history.add("broker kill", "what", what, "node", node);
        cluster.kill(node);
        keeper.keep(millis(500, 5_000));
        cluster.start(node);
        keeper.keep(millis(3_000, 6_000));
    }

    private void bounceAll() throws InterruptedException {
        history.add("all brokers kill");
        for (int node = 0; node < cluster.size(); node++) {
            cluster.kill(node);
        }
        keeper.keep(millis(500, 4_000));
        for (int node = 0; node < cluster.size(); node++) {
            cluster.start(node);
        }
        cluster.awaitAll();
    }

    private void pauseBroker() throws InterruptedException {
        int node = random.nextInt(cluster.size());
        history.add("broker pause", "node", node);
        cluster.pause(node);
        keeper.keep(millis(1_000, 6_000));
        cluster.resume(node);
    }

    private void meet(String what, ProxyFault fault) throws InterruptedException {
        history.add("proxy " + what);
        cluster.proxies().forEach(proxy -> proxy.add(fault));
        keeper.keep(millis(1_000, 4_000));
        cluster.proxies().forEach(proxy -> proxy.remove(fault));
    }

    /** Commits arrive when whoever sent them is dead and its successor runs. */
    private void hold() throws InterruptedException {
        ProxyFault.Held held = new ProxyFault.Held(ENDS);
        meet("held", held);
        if (random.nextBoolean()) {
            keeper.kill();
            keeper.keepUntilProductive(PRODUCTIVE_LIMIT);
        }
        held.release();
    }

    private void slowAndReset() throws InterruptedException {
        meet("slow", new ProxyFault.Slow(millis(5, 60)));
        history.add("proxy reset");
        List.copyOf(cluster.proxies()).forEach(proxy -> proxy.reset());
    }
}
