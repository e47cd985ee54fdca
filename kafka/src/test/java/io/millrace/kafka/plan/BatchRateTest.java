package io.millrace.kafka.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** Simulates batches that take a fixed time and a time for each record. */
class BatchRateTest {

    private static final double TARGET = 2;
    private static final double FIXED = 0.3;

    private static BatchRate rate() {
        return new BatchRate(new BatchRate.Settings(Duration.ofSeconds(2), 10_000, 100, 1, 0.2, 0));
    }

    /** Durations of batches that read all they may. */
    private static List<Double> run(BatchRate rate, int batches, IntToDoubleFunction recordCost) {
        return run(rate, batches, recordCost, allowed -> allowed);
    }

    private static List<Double> run(
            BatchRate rate, int batches, IntToDoubleFunction recordCost, LongUnaryOperator reads) {
        List<Double> durations = new ArrayList<>();
        for (int batch = 0; batch < batches; batch++) {
            long records = reads.applyAsLong(rate.nextBatch());
            double seconds = FIXED + records * recordCost.applyAsDouble(batch);
            rate.finished(records, Duration.ofNanos((long) (seconds * 1e9)));
            durations.add(seconds);
        }
        return durations;
    }

    private static void assertSettled(List<Double> durations) {
        double last = 0;
        for (double duration : durations) {
            assertThat(duration).isBetween(0.75 * TARGET, TARGET);
            if (last > 0) {
                assertThat(Math.abs(duration - last)).isLessThan(0.1 * TARGET);
            }
            last = duration;
        }
    }

    @Test
    void settlesBelowTheTargetFromFarTooMuchAndFarTooLittle() {
        for (double cost : new double[] {1e-6, 1e-5, 1e-4, 1e-3, 8e-3}) {
            List<Double> durations = run(rate(), 60, batch -> cost);

            assertSettled(durations.subList(10, 60));
        }
    }

    @Test
    void followsCostsThatJump() {
        List<Double> durations =
                run(rate(), 120, batch -> batch < 40 ? 1e-4 : batch < 80 ? 1e-3 : 5e-5);

        assertThat(durations.get(40)).isGreaterThan(TARGET);
        assertSettled(durations.subList(10, 40));
        assertSettled(durations.subList(55, 80));
        assertSettled(durations.subList(90, 120));
    }

    @Test
    void keepsUnderTheTargetInNoise() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            List<Double> durations =
                    run(rate(), 300, batch -> 1e-4 * (0.85 + 0.3 * random.nextDouble()));

            List<Double> settled = durations.subList(10, 300);
            long late = settled.stream().filter(d -> d > TARGET * 1.1).count();
            assertThat(late).as("seed %d", seed).isLessThan(settled.size() / 10);
            assertThat(settled.stream().mapToDouble(d -> d).average().orElse(0))
                    .as("seed %d", seed)
                    .isBetween(0.75 * TARGET, TARGET);
        }
    }

    @Test
    void keepsItsRateThroughAQuietTime() {
        BatchRate rate = rate();
        run(rate, 30, batch -> 1e-4);
        long before = rate.nextBatch();

        run(rate, 100, batch -> 1e-4, allowed -> 10);
        assertThat(rate.nextBatch()).isEqualTo(before);

        run(rate, 5, batch -> 1e-4, allowed -> 0);
        assertThat(rate.nextBatch()).isEqualTo(before);
    }

    @Test
    void readsTheLeastRateHoweverLongItTakes() {
        BatchRate rate = rate();
        run(rate, 50, batch -> 10);

        assertThat(rate.perSecond()).isEqualTo(100);
        assertThat(rate.nextBatch()).isEqualTo(180);
    }

    @Test
    void boundsTheFirstBatch() {
        assertThat(rate().nextBatch()).isEqualTo(18_000);
    }
}
