package io.millrace.integration.reliability.campaign;

import io.millrace.common.fault.Failpoint;
import io.millrace.integration.reliability.cluster.DatabaseServer;
import io.millrace.integration.reliability.cluster.KafkaCluster;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Does harm, by the seed, and heals it in the end. */
final class Nemesis {

    private static final Duration PRODUCTIVE_LIMIT = Duration.ofSeconds(45);
    private static final Duration EXECUTORS_LIMIT = Duration.ofMinutes(3);
    private static final Duration ZOMBIE_LIMIT = Duration.ofSeconds(45);
    private static final Duration MOMENT = Duration.ofMillis(500);

    private final Random random;
    private final KafkaCluster cluster;
    private final DatabaseServer database;
    private final DriverKeeper keeper;
    private final History history;
    private final BrokerStrikes brokers;

    Nemesis(
            Random random,
            KafkaCluster cluster,
            DatabaseServer database,
            DriverKeeper keeper,
            History history) {
        this.random = random;
        this.cluster = cluster;
        this.database = database;
        this.keeper = keeper;
        this.history = history;
        this.brokers = new BrokerStrikes(random, cluster, keeper, history);
    }

    /** Goes on for the time, or until there were kills enough; then everything is whole again. */
    void run(CampaignSettings settings) throws InterruptedException {
        switch (settings.faults()) {
            case DRAWN -> strikes(settings);
            case EACH_POINT -> eachPoint(settings);
            case LISTED -> {
                for (Strike strike : settings.strikes()) {
                    keeper.keepUntilProductive(PRODUCTIVE_LIMIT);
                    strike(strike);
                }
            }
        }
        for (int node = 0; node < cluster.size(); node++) {
            cluster.start(node);
        }
        cluster.awaitAll();
        database.start();
        keeper.disarm();
    }

    private void strikes(CampaignSettings settings) throws InterruptedException {
        long begin = System.nanoTime();
        keeper.keepUntilProductive(PRODUCTIVE_LIMIT);
        while (Campaign.since(begin).compareTo(settings.duration()) < 0
                && (settings.kills() == 0 || history.kills() < settings.kills())) {
            strike(Strike.draw(random));
            keeper.keepUntilProductive(PRODUCTIVE_LIMIT);
        }
    }

    private void eachPoint(CampaignSettings settings) throws InterruptedException {
        long begin = System.nanoTime();
        List<String> points = settings.points().stream().map(Failpoint::pointName).toList();
        while (!keeper.failedAt().containsAll(points)
                && Campaign.since(begin).compareTo(settings.duration()) < 0) {
            keeper.keep(MOMENT);
        }
    }

    private void strike(Strike strike) throws InterruptedException {
        history.add("strike", "what", strike);
        switch (strike) {
            case DRIVER_KILL -> {
                keeper.keep(millis(200, 3_000));
                keeper.kill();
            }
            case DRIVER_KILLS_IN_A_ROW -> {
                int count = 3 + random.nextInt(6);
                for (int i = 0; i < count; i++) {
                    keeper.keep(millis(1_000, 6_000));
                    keeper.kill();
                }
            }
            case FAILPOINTS -> keeper.keepUntilFailpoint(millis(8_000, 12_000));
            case ZOMBIE -> zombie();
            case EXECUTOR_KILLS -> killExecutors();
            case EXECUTOR_FAILPOINTS -> {
                history.add("executors armed", "points", keeper.replaceWithMortalExecutors());
                keeper.keepUntilExecutorsDied(2 + random.nextInt(4), EXECUTORS_LIMIT);
                keeper.kill();
            }
            case DATABASE_KILL -> {
                killDatabase();
                keeper.keep(millis(200, 4_000));
                database.start();
                keeper.keep(millis(500, 1_500));
            }
            case DATABASE_PROCESS_KILL -> {
                history.add("database process kill");
                database.killOne(random.nextInt(1_000));
                keeper.keep(millis(200, 2_000));
            }
            case DATABASE_RESTART -> {
                history.add("database restart");
                database.stop();
                keeper.keep(millis(100, 3_000));
                database.start();
                keeper.keep(millis(500, 1_500));
            }
            case DATABASE_PAUSE -> {
                history.add("database pause");
                database.pause();
                keeper.keep(millis(500, 6_000));
                database.resume();
            }
            case DATABASE_AND_DRIVER_KILL -> {
                killDatabase();
                keeper.kill();
                database.start();
            }
            default -> brokers.strike(strike);
        }
    }

    private void killDatabase() {
        history.add("database kill");
        database.kill();
    }

    private Duration millis(int from, int until) {
        return Duration.ofMillis(from + random.nextInt(until - from));
    }

    private void zombie() throws InterruptedException {
        Driver paused = keeper.replaceWithSuccessor();
        boolean productive = keeper.keepUntilProductive(PRODUCTIVE_LIMIT);
        history.add("zombie wakes", "successor has written", productive);
        keeper.letZombieGoOn(paused, ZOMBIE_LIMIT);
    }

    private void killExecutors() throws InterruptedException {
        keeper.replaceWithCluster();
        keeper.keepUntilProductive(PRODUCTIVE_LIMIT);
        int count = 5 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            keeper.keep(millis(300, 4_000));
            keeper.killExecutor(random.nextInt(1_000));
        }
        keeper.keep(millis(2_000, 6_000));
    }
}
