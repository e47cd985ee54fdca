package io.millrace.integration.reliability.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.integration.reliability.check.Violations;
import io.millrace.integration.reliability.simulation.FakeTransactionCluster.Memory;
import io.millrace.integration.reliability.simulation.Simulation.Size;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The classes that write exactly once, through thousands of courses of events: a process dies or
 * pauses anywhere, tasks are lost and come back, requests and answers are lost or late,
 * transactions run out of time.
 *
 * @faults A3 A4 A5 A6 A7 A8 A9 A14 A16 B2 B3 C7 C21 C22
 */
class CommitProtocolTest {

    private static final int FIRST_SEED = Integer.getInteger("simulation.seed", 0);
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 2_000);

    @Test
    void writesEverythingOnceWhateverHappens() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            check(seed, new Size(15, 12));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 150, 100", "2, 300, 300"})
    void writesEverythingOnceInALongRun(long seed, int perPartition, int faults) {
        check(seed, new Size(perPartition, faults));
    }

    /** Else nothing of this shows anything. */
    @Test
    void wouldNotPassIfTokensWereForgotten() {
        long caught = LongStream.range(0, 20).filter(seed -> !forgetful(seed).isEmpty()).count();

        assertThat(caught).isGreaterThanOrEqualTo(19);
    }

    private static Violations forgetful(long seed) {
        return Simulation.of(
                seed,
                new Size(120, 250),
                (world, random) -> new ProductSink(world, Memory.FORGETS_TOKENS));
    }

    private static void check(long seed, Size size) {
        AtomicReference<ProductSink> sink = new AtomicReference<>();
        Violations violations =
                Simulation.of(
                        seed,
                        size,
                        (world, random) -> {
                            sink.set(new ProductSink(world, Memory.KEEPS_TOKENS));
                            return sink.get();
                        });

        assertThat(violations.isEmpty()).as("seed %d: %s", seed, violations).isTrue();
        assertThat(sink.get().lateWrite()).as("seed %d: written after the fence", seed).isNull();
    }
}
