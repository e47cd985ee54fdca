package io.millrace.integration.reliability.simulation;

import io.millrace.integration.reliability.check.InputId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One life of a driver: micro-batches, one after the other, until all is done or it fails. */
final class Life {

    private static final int ATTEMPTS = 3;

    private final World world;
    private final SinkProtocol.Process process;
    private final SinkProtocol.Run sink;
    private final Mutation mutation;
    private final int number;
    private final List<Turns.Actor> actors = new ArrayList<>();
    private List<RunningTask> running = List.of();
    private boolean complete;
    private boolean killed;

    private static final class RunningTask {
        private int attempt = -1;
        private boolean done;
        private boolean failed = true;

        private boolean isOver() {
            return done || (failed && attempt + 1 >= ATTEMPTS);
        }
    }

    Life(World world, SinkProtocol.Process process, Mutation mutation, int number) {
        this.world = world;
        this.process = process;
        this.sink = process.run(work -> actors.add(world.turns().start(work)));
        this.mutation = mutation;
        this.number = number;
    }

    void start() {
        actors.add(world.turns().start(this::live));
    }

    /** Whether the driver is there no more. */
    boolean isOver() {
        return actors.get(0).hasEnded();
    }

    /** The process goes on when its query has failed. */
    Optional<SinkProtocol.Process> processLeft() {
        return killed ? Optional.empty() : Optional.of(process);
    }

    boolean isComplete() {
        return complete;
    }

    void kill() {
        killed = true;
        List.copyOf(actors).forEach(world.turns()::kill);
    }

    /** The driver dies; tasks on other machines go on. */
    void killDriver() {
        killed = true;
        world.turns().kill(actors.get(0));
    }

    void pause() {
        actors.forEach(Turns.Actor::pause);
    }

    void resume() {
        actors.forEach(Turns.Actor::resume);
    }

    /** The driver hears no more of a task that goes on all the same. */
    void loseTask(int task) {
        if (task < running.size()) {
            running.get(task).failed = true;
        }
    }

    private void live() {
        try {
            long epoch = world.nextEpoch();
            while (!world.isComplete(epoch)) {
                int[] ends = plan(epoch);
                sink.beforeBatch(epoch, Arrays.toString(ends));
                if (mutation == Mutation.DONE_BEFORE_TASKS) {
                    world.done(epoch);
                }
                runTasks(epoch, ends);
                if (!world.isPlanned(epoch)) {
                    world.plan(epoch, ends);
                }
                if (mutation != Mutation.DONE_BEFORE_TASKS) {
                    world.done(epoch);
                }
                epoch++;
            }
            complete = true;
        } catch (RuntimeException e) {
            // The query has failed; it is started again.
        }
    }

    private int[] plan(long epoch) {
        if (!world.isPlanned(epoch)) {
            if (mutation == Mutation.COMMIT_BEFORE_LOG) {
                return world.arrived(epoch);
            }
            world.plan(epoch, world.arrived(epoch));
        } else if (mutation == Mutation.OTHER_RANGES) {
            world.planAnew(epoch, world.arrived(epoch));
        }
        return world.ends(epoch);
    }

    private void runTasks(long epoch, int[] ends) {
        List<List<InputId>> shares = deal(world.ends(epoch - 1), ends);
        running = IntStream.range(0, shares.size()).mapToObj(i -> new RunningTask()).toList();
        while (!running.stream().allMatch(RunningTask::isOver)) {
            for (int i = 0; i < shares.size(); i++) {
                RunningTask task = running.get(i);
                if (task.failed && !task.isOver()) {
                    start(task, epoch, Arrays.toString(ends), i, shares.get(i));
                }
            }
            List<RunningTask> now = running;
            world.turns().await(() -> now.stream().allMatch(t -> t.failed || t.done));
        }
        if (!running.stream().allMatch(task -> task.done)) {
            throw new IllegalStateException("a task has failed for good");
        }
    }

    private void start(
            RunningTask task, long epoch, String ranges, int number, List<InputId> rows) {
        task.failed = false;
        int attempt = ++task.attempt;
        Share share = new Share(epoch, ranges, number, attempt, rows);
        actors.add(
                world.turns()
                        .start(
                                () -> {
                                    boolean written = write(share);
                                    if (task.attempt == attempt) {
                                        task.done = written;
                                        task.failed = !written;
                                    }
                                }));
    }

    private boolean write(Share share) {
        try {
            sink.write(share);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Each partition to a task of its own. */
    private List<List<InputId>> deal(int[] from, int[] until) {
        List<List<InputId>> shares = new ArrayList<>();
        for (int i = 0; i < World.PARTITIONS; i++) {
            int partition = mutation == Mutation.DEALT_OTHERWISE ? (i + number) % until.length : i;
            shares.add(
                    IntStream.range(from[partition], until[partition])
                            .mapToObj(sequence -> new InputId(partition, sequence))
                            .toList());
        }
        return shares;
    }
}
