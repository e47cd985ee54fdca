package io.millrace.integration.reliability.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Lets actors take turns: each is plain code that passes the turn on at every step, and which one
 * goes on is drawn by the seed. Only one of them runs at a time, so that a seed gives the same
 * course of events each time.
 */
final class Turns {

    private static final ExecutorService THREADS =
            Executors.newCachedThreadPool(
                    task -> {
                        Thread thread = new Thread(task, "actor");
                        thread.setDaemon(true);
                        return thread;
                    });
    private static final ThreadLocal<Actor> CURRENT = new ThreadLocal<>();

    private static final int STEPS = 5;

    private final Random random;
    private final List<Actor> actors = new ArrayList<>();
    private final Semaphore over = new Semaphore(0);

    Turns(Random random) {
        this.random = random;
    }

    /** Ends an actor wherever it is, as the end of its process would. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    /** Something that acts. */
    static final class Actor {
        private final Semaphore turn = new Semaphore(0);
        private BooleanSupplier ready = () -> true;
        private boolean paused;
        private boolean killed;
        private boolean ended;

        /** How many more steps it takes before another may. */
        private int steps;

        boolean hasEnded() {
            return ended;
        }

        void pause() {
            paused = true;
        }

        void resume() {
            paused = false;
        }
    }

    /** Adds an actor. */
    Actor start(Runnable body) {
        Actor actor = new Actor();
        actors.add(actor);
        THREADS.execute(
                () -> {
                    actor.turn.acquireUninterruptibly();
                    CURRENT.set(actor);
                    try {
                        if (!actor.killed) {
                            body.run();
                        }
                    } catch (Killed e) {
                        // It is dead.
                    } finally {
                        CURRENT.remove();
                        actor.ended = true;
                        over.release();
                    }
                });
        return actor;
    }

    /** A step: another actor may go on here. */
    void pass() {
        await(() -> true);
    }

    /** Lets the others go on until something is so. */
    void await(BooleanSupplier condition) {
        Actor self = CURRENT.get();
        if (self == null) {
            return;
        }
        if (self.killed) {
            throw new Killed();
        }
        if (self.steps > 0 && condition.getAsBoolean()) {
            self.steps--;
            return;
        }
        self.ready = condition;
        over.release();
        self.turn.acquireUninterruptibly();
        if (self.killed) {
            throw new Killed();
        }
    }

    /** Lets one actor take its next steps, seldom more than a few; returns false if none can. */
    boolean step() {
        List<Actor> able =
                actors.stream().filter(each -> !each.paused && each.ready.getAsBoolean()).toList();
        if (able.isEmpty()) {
            return false;
        }
        give(able.get(random.nextInt(able.size())));
        return true;
    }

    private void give(Actor actor) {
        actor.steps = random.nextInt(STEPS);
        actor.turn.release();
        over.acquireUninterruptibly();
        actors.removeIf(Actor::hasEnded);
    }

    /** Ends an actor. */
    void kill(Actor actor) {
        actor.killed = true;
        if (!actor.ended) {
            give(actor);
        }
    }

    /** Ends all. */
    void killAll() {
        List.copyOf(actors).forEach(this::kill);
    }
}
