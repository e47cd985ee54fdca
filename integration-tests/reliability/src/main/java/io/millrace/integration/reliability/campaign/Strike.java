package io.millrace.integration.reliability.campaign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What a nemesis does, and how often beside the others. */
enum Strike {
    /** The driver is killed after a while. */
    DRIVER_KILL(Target.DRIVER, 3),
    /** The driver is killed again and again while it starts and recovers. */
    DRIVER_KILLS_IN_A_ROW(Target.DRIVER, 2),
    /** The driver and its queries fail at the points that are armed. */
    FAILPOINTS(Target.DRIVER, 4),
    /** The driver is stopped, and wakes up when its successor has written. */
    ZOMBIE(Target.DRIVER, 1),
    /** Executors are killed one after the other while their driver goes on. */
    EXECUTOR_KILLS(Target.EXECUTOR, 2),
    /** Executors die at failpoints, those that take their place as well. */
    EXECUTOR_FAILPOINTS(Target.EXECUTOR, 1),
    /** The broker that leads a partition of the output is killed and comes back. */
    LEADER_KILL(Target.BROKER, 2),
    /** The broker that coordinates some transactions is killed and comes back. */
    COORDINATOR_KILL(Target.BROKER, 2),
    /** So is the one that coordinates a transaction whose commit is under way. */
    COORDINATOR_KILL_IN_COMMIT(Target.BROKER, 1),
    /** All but one are killed and come back: too few are in sync. */
    MOST_BROKERS_KILL(Target.BROKER, 1),
    /** All are killed and come back. */
    ALL_BROKERS_KILL(Target.BROKER, 1),
    /** A broker is stopped for a while. */
    BROKER_PAUSE(Target.BROKER, 1),
    /** All processes of the database are killed, and it comes back. */
    DATABASE_KILL(Target.DATABASE, 2),
    /** One process of the database is killed, upon which it ends the others and recovers. */
    DATABASE_PROCESS_KILL(Target.DATABASE, 2),
    /** The database goes down in order, ending its connections, and comes back. */
    DATABASE_RESTART(Target.DATABASE, 1),
    /** The database is stopped for a while. */
    DATABASE_PAUSE(Target.DATABASE, 1),
    /** Database and driver die together. */
    DATABASE_AND_DRIVER_KILL(Target.DATABASE, 1),
    /** Connections are cut where answers to the requests of transactions should come. */
    REPLIES_CUT(Target.NETWORK, 1),
    /** Commits arrive when whoever sent them is dead and its successor runs. */
    COMMITS_HELD(Target.NETWORK, 1),
    /** Requests of transactions come later. */
    REQUESTS_LATE(Target.NETWORK, 1),
    /** Everything is slow, then all connections are cut. */
    SLOW_AND_CUT(Target.NETWORK, 1);

    private final Target target;
    private final int weight;

    Strike(Target target, int weight) {
        this.target = target;
        this.weight = weight;
    }

    /** What is struck. */
    private enum Target {
        DRIVER,
        EXECUTOR,
        BROKER,
        DATABASE,
        NETWORK
    }

    /** One at each target. */
    static List<Strike> sample(Random random) {
        List<Strike> sample = new ArrayList<>();
        for (Target target : Target.values()) {
            List<Strike> all = Arrays.stream(values()).filter(s -> s.target == target).toList();
            sample.add(all.get(random.nextInt(all.size())));
        }
        return sample;
    }

    static Strike draw(Random random) {
        int all = 0;
        for (Strike strike : values()) {
            all += strike.weight;
        }
        int drawn = random.nextInt(all);
        int i = 0;
        while (drawn >= values()[i].weight) {
            drawn -= values()[i].weight;
            i++;
        }
        return values()[i];
    }
}
