package io.millrace.integration.reliability.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.integration.reliability.check.Violations;
import io.millrace.integration.reliability.simulation.Simulation.Size;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The check finds what is wrong, and nothing where nothing is. */
class PlantedBugsTest {

    private static final int RUNS = 20;
    private static final int CAUGHT = 19;
    private static final int SEEDS = 2_000;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void eachIsCaughtInAlmostEveryRun(Mutation mutation) {
        long caught =
                LongStream.range(0, RUNS)
                        .filter(
                                seed ->
                                        !Simulation.ofModel(seed, new Size(120, 250), mutation)
                                                .isEmpty())
                        .count();

        assertThat(caught).as("runs of " + RUNS).isGreaterThanOrEqualTo(CAUGHT);
    }

    @Test
    void theProtocolWithoutABugPassesEverySeed() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Violations violations = Simulation.ofModel(seed, new Size(15, 10), Mutation.NONE);

            assertThat(violations.isEmpty()).as("seed %d: %s", seed, violations).isTrue();
        }
    }
}
