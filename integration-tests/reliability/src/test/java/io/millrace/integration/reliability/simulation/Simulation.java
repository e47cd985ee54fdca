package io.millrace.integration.reliability.simulation;

import io.millrace.integration.reliability.check.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;

/**
 * A pipeline from its first record to its last, through kills, pauses, lost tasks and expired
 * transactions, all by one seed.
 */
final class Simulation {

    private static final int STEPS = 200_000;
    private static final int BETWEEN_FAULTS = 10;

    private final Random random;
    private final World world;
    private final SinkProtocol sink;
    private final Mutation mutation;
    private final List<Life> paused = new ArrayList<>();
    private int faults;
    private int lives;
    private Life current;

    private Simulation(long seed, Size size, Mutation mutation, Sinks sinks) {
        this.random = new Random(seed);
        this.world = new World(new Turns(random), random, size.perPartition());
        this.faults = size.faults();
        this.mutation = mutation;
        this.sink = sinks.apply(world, random);
    }

    /** How much happens. */
    record Size(int perPartition, int faults) {}

    /** Makes the sink that is tried. */
    interface Sinks extends BiFunction<World, Random, SinkProtocol> {}

    /** What was wrong with the model, which has this bug. */
    static Violations ofModel(long seed, Size size, Mutation mutation) {
        return new Simulation(
                        seed,
                        size,
                        mutation,
                        (world, random) -> new ModelSink(world, random, mutation))
                .run();
    }

    /** What was wrong with a sink. */
    static Violations of(long seed, Size size, Sinks sinks) {
        return new Simulation(seed, size, Mutation.NONE, sinks).run();
    }

    private Violations run() {
        try {
            startLife();
            int steps = 0;
            while (!(current.isOver() && current.isComplete()) && world.violations().isEmpty()) {
                if (steps++ > STEPS) {
                    throw new IllegalStateException("It comes to no end");
                }
                step();
            }
            heal();
            drain();
            world.end();
            return world.violations();
        } finally {
            world.turns().killAll();
        }
    }

    private void step() {
        if (current.isOver()) {
            startLife();
        }
        if (faults > 0 && random.nextInt(BETWEEN_FAULTS) == 0) {
            faults--;
            fault();
            if (faults == 0) {
                heal();
            }
        }
        if (!world.turns().step()) {
            // All wait for a transaction that nobody ends: its time runs out.
            world.broker().open().forEach(world.broker()::expire);
        }
    }

    /** What is still there of former lives does its worst. */
    private void drain() {
        for (int i = 0; i < STEPS && world.turns().step(); i++) {
            world.network().deliverLate();
        }
    }

    private void startLife() {
        SinkProtocol.Process process =
                Optional.ofNullable(current)
                        .flatMap(Life::processLeft)
                        .filter(left -> random.nextBoolean())
                        .orElseGet(sink::start);
        current = new Life(world, process, mutation, lives++);
        current.start();
    }

    private void fault() {
        switch (random.nextInt(7)) {
            case 0, 1 -> current.kill();
            case 2 -> current.killDriver();
            case 3 -> {
                current.pause();
                paused.add(current);
                current = null;
                startLife();
            }
            case 4 -> resumeOne();
            case 5 -> current.loseTask(random.nextInt(World.PARTITIONS));
            default -> {
                world.network().deliverLate();
                List<String> open = world.broker().open();
                if (!open.isEmpty() && random.nextBoolean()) {
                    world.broker().expire(open.get(random.nextInt(open.size())));
                }
            }
        }
    }

    private void resumeOne() {
        if (!paused.isEmpty()) {
            paused.remove(random.nextInt(paused.size())).resume();
        }
    }

    private void heal() {
        world.heal();
        paused.forEach(Life::resume);
        paused.clear();
    }
}
