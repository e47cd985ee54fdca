package io.millrace.spark.checkpoint.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs on many machines want one lease, crash, are paused and wake up, in one thread by a seed. */
class LeaseSimulationTest {

    private static final long SEED = Long.getLong("millrace.test.seed", 20261125L);
    private static final int TRIALS = 1_000;
    private static final int STEPS = 600;
    private static final Duration TICK = Duration.ofMillis(200);
    private static final LeaseTimes TIMES =
            new LeaseTimes(Duration.ofSeconds(3), Duration.ofSeconds(30));

    /** Where the runs are. */
    private enum Place {
        ONE_MACHINE,
        MACHINES_OF_THEIR_OWN
    }

    private static final class World {
        private final Random random;
        private final Place place;
        private final MemoryLeaseLog log = new MemoryLeaseLog(this::now);
        private final List<Run> runs = new ArrayList<>();
        private Duration now = Duration.ofHours(1);
        private int takenOver;

        World(long seed, Place place) {
            this.random = new Random(seed);
            this.place = place;
            for (int i = 0; i < 4; i++) {
                runs.add(new Run(this, i));
            }
        }

        Duration now() {
            return now;
        }

        void step() throws IOException {
            now = now.plus(TICK);
            for (Run run : runs) {
                run.renew();
            }
            Run run = runs.get(random.nextInt(runs.size()));
            int what = random.nextInt(100);
            if (what < 60) {
                run.advance();
            } else if (what < 62) {
                run.crash();
            } else if (what < 64) {
                run.pause(Duration.ofSeconds(random.nextInt(90)));
            } else if (what < 66) {
                run.release();
            }
            check();
        }

        /** Nobody works behind the back of a successor, nobody who is well loses its place. */
        void check() throws IOException {
            for (Run run : runs) {
                if (run.holds() && !run.isPaused() && run.supersededSince() != null) {
                    Duration begun =
                            run.awakeSince.compareTo(run.supersededSince()) > 0
                                    ? run.awakeSince
                                    : run.supersededSince();
                    assertThat(now.minus(begun)).isLessThanOrEqualTo(TIMES.beat().plus(TICK));
                    assertThat(run.wasPaused).as("only who was paused is put out").isTrue();
                }
            }
            long current = runs.stream().filter(r -> r.holds() && r.isLast()).count();
            assertThat(current).isLessThanOrEqualTo(1);
        }
    }

    private static final class Run {
        private final World world;
        private final int number;
        private int lives;
        private LeaseOwner owner;
        private LeaseClaim claim;
        private LeaseKeeper keeper;
        private long entry;
        private Duration nextBeat = Duration.ZERO;
        private Duration pausedUntil = Duration.ZERO;
        private Duration awakeSince = Duration.ZERO;
        private Duration superseded;
        private boolean wasPaused;

        Run(World world, int number) {
            this.world = world;
            this.number = number;
        }

        boolean holds() {
            return keeper != null;
        }

        boolean isPaused() {
            return world.now.compareTo(pausedUntil) < 0;
        }

        boolean isLast() {
            return world.log.last().orElse(0) == entry;
        }

        Duration supersededSince() {
            if (superseded == null && !isLast()) {
                superseded = world.now;
            }
            return superseded;
        }

        void advance() throws IOException {
            if (isPaused() || holds()) {
                return;
            }
            if (claim == null) {
                lives++;
                wasPaused = false;
                ProcessIdentity process =
                        new ProcessIdentity("host", "", "", number * 1_000L + lives, 0);
                owner = new LeaseOwner(number + "-" + lives, process, Instant.EPOCH);
                LeaseEntry.Held wanted = new LeaseEntry.Held(owner, false);
                claim = new LeaseClaim(world.log, wanted, Claim.IF_FREE, TIMES, this::liveness);
            }
            LeaseClaim.Outcome outcome = claim.step();
            if (outcome == null) {
                return;
            }
            claim = null;
            if (outcome instanceof LeaseClaim.Outcome.Taken taken) {
                entry = taken.number();
                keeper = new LeaseKeeper(world.log, entry, owner, TIMES, world.now);
                nextBeat = world.now.plus(TIMES.beat());
                superseded = null;
                world.takenOver += taken.before() instanceof LeaseEntry.Held ? 1 : 0;
            }
        }

        private Liveness liveness(LeaseEntry.Held held) {
            if (world.place == Place.MACHINES_OF_THEIR_OWN) {
                return Liveness.UNKNOWN;
            }
            boolean alive =
                    world.runs.stream().anyMatch(r -> r.owner != null && r.owner == held.owner());
            return alive ? Liveness.ALIVE : Liveness.GONE;
        }

        void renew() {
            if (isPaused()) {
                wasPaused = true;
                awakeSince = world.now.plus(TICK);
            } else if (holds() && world.now.compareTo(nextBeat) >= 0) {
                nextBeat = world.now.plus(TIMES.beat());
                if (keeper.beat(world.now).isPresent()) {
                    crash();
                }
            }
        }

        void pause(Duration time) {
            pausedUntil = world.now.plus(time);
        }

        void release() throws IOException {
            if (holds() && !isPaused()) {
                keeper.release();
                crash();
            }
        }

        void crash() {
            claim = null;
            keeper = null;
            owner = null;
            pausedUntil = Duration.ZERO;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ONE_MACHINE", "MACHINES_OF_THEIR_OWN"})
    void oneRunAtATimeHasTheLease(String place) throws IOException {
        int takenOver = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            World world = new World(SEED + trial, Place.valueOf(place));
            try {
                for (int step = 0; step < STEPS; step++) {
                    world.step();
                }
                someoneGetsItInTheEnd(world);
            } catch (AssertionError e) {
                throw new AssertionError("seed " + (SEED + trial), e);
            }
            takenOver += world.takenOver;
        }
        // Or the trials show nothing.
        assertThat(takenOver).isGreaterThan(TRIALS);
    }

    private static void someoneGetsItInTheEnd(World world) throws IOException {
        Duration end = world.now.plus(TIMES.expiry()).plusSeconds(100);
        while (world.now.compareTo(end) < 0) {
            world.now = world.now.plus(TICK);
            for (Run run : world.runs) {
                run.renew();
                run.advance();
                world.check();
            }
        }
        assertThat(world.runs).filteredOn(run -> run.holds() && run.isLast()).hasSize(1);
    }

    @Test
    void whoInsistsTakesThePlaceOfOneThatLives() throws IOException {
        MemoryLeaseLog log = new MemoryLeaseLog(() -> Duration.ofHours(1));
        LeaseOwner first = owner("first");
        LeaseOwner second = owner("second");
        claim(log, first, Claim.IF_FREE);
        LeaseKeeper keeper = new LeaseKeeper(log, 1, first, TIMES, Duration.ZERO);

        assertThat(claim(log, second, Claim.IF_FREE))
                .isInstanceOf(LeaseClaim.Outcome.Refused.class);
        assertThat(keeper.beat(Duration.ZERO)).isEmpty();
        assertThat(claim(log, second, Claim.BY_FORCE)).isInstanceOf(LeaseClaim.Outcome.Taken.class);

        assertThat(keeper.beat(Duration.ZERO))
                .hasValueSatisfying(
                        loss -> assertThat(loss).contains("process 7 on host 'second' has taken"));
        keeper.release();
        assertThat(log.read(log.last().getAsLong()).owner()).isEqualTo(second);
    }

    private static LeaseClaim.Outcome claim(LeaseLog log, LeaseOwner owner, Claim claim)
            throws IOException {
        LeaseEntry.Held wanted = new LeaseEntry.Held(owner, false);
        return new LeaseClaim(log, wanted, claim, TIMES, held -> Liveness.ALIVE).finish();
    }

    private static LeaseOwner owner(String host) {
        return new LeaseOwner(host, new ProcessIdentity(host, "", "", 7, 0), Instant.EPOCH);
    }
}
