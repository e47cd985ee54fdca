package io.millrace.benchmark.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ZipfTest {

    private static final int DRAWS = 1_000_000;

    private static int[] counts(int ranks) {
        Zipf zipf = new Zipf(ranks);
        Draws draws = new Draws(1, 0);
        int[] counts = new int[ranks];
        for (int i = 0; i < DRAWS; i++) {
            counts[zipf.rank(draws.bits(i, 0))]++;
        }
        return counts;
    }

    @Test
    void drawsEachRankByItsShare() {
        int[] counts = counts(50);

        double harmonic = 0;
        for (int rank = 1; rank <= 50; rank++) {
            harmonic += 1.0 / rank;
        }
        for (int rank = 0; rank < 50; rank++) {
            double expected = DRAWS / (harmonic * (rank + 1));
            assertThat((double) counts[rank]).isCloseTo(expected, within(6 * Math.sqrt(expected)));
        }
    }

    @Test
    void reachesRanksThatAreRare() {
        int[] counts = counts(1_000_000);

        assertThat(counts[0]).isCloseTo(DRAWS / 14, within(3_000));
        long upperHalf = 0;
        for (int rank = 500_000; rank < counts.length; rank++) {
            upperHalf += counts[rank];
        }
        // ln 2 of 14.39 parts.
        assertThat(upperHalf).isCloseTo(48_160, within(1_500L));
    }

    @Test
    void knowsOneRank() {
        assertThat(counts(1)[0]).isEqualTo(DRAWS);
    }
}
