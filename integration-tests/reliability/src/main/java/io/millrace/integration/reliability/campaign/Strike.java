package io.millrace.integration.reliability.campaign;

import java.util.Random;

/** What a nemesis does, and how often beside the others. */
enum Strike {
    /** The driver is killed after a while. */
    DRIVER_KILL(3),
    /** The driver is killed again and again while it starts and recovers. */
    DRIVER_KILLS_IN_A_ROW(2),
    /** The driver and its queries fail at the points that are armed. */
    FAILPOINTS(4),
    /** The driver is stopped, and wakes up when its successor has written. */
    ZOMBIE(1),
    /** Executors are killed one after the other while their driver goes on. */
    EXECUTOR_KILLS(2),
    /** The broker that leads a partition of the output is killed and comes back. */
    LEADER_KILL(2),
    /** The broker that coordinates some transactions is killed and comes back. */
    COORDINATOR_KILL(2),
    /** So is the one that coordinates a transaction whose commit is under way. */
    COORDINATOR_KILL_IN_COMMIT(1),
    /** All but one are killed and come back: too few are in sync. */
    MOST_BROKERS_KILL(1),
    /** All are killed and come back. */
    ALL_BROKERS_KILL(1),
    /** A broker is stopped for a while. */
    BROKER_PAUSE(1),
    /** All processes of the database are killed, and it comes back. */
    DATABASE_KILL(2),
    /** One process of the database is killed, upon which it ends the others and recovers. */
    DATABASE_PROCESS_KILL(2),
    /** The database goes down in order, ending its connections, and comes back. */
    DATABASE_RESTART(1),
    /** The database is stopped for a while. */
    DATABASE_PAUSE(1),
    /** Database and driver die together. */
    DATABASE_AND_DRIVER_KILL(1),
    /** Connections are cut where answers to the requests of transactions should come. */
    REPLIES_CUT(1),
    /** Commits arrive when whoever sent them is dead and its successor runs. */
    COMMITS_HELD(1),
    /** Requests of transactions come later. */
    REQUESTS_LATE(1),
    /** Everything is slow, then all connections are cut. */
    SLOW_AND_CUT(1);

    private final int weight;

    Strike(int weight) {
        this.weight = weight;
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
