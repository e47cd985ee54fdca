package io.millrace.kafka.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {

    private long now = 5_000;

    @Test
    void spacesRecordsEvenly() {
        Pace pace = new Pace(10, () -> now);

        for (int i = 0; i < 50; i++) {
            now += pace.next();
        }

        assertThat(now - 5_000).isEqualTo(TimeUnit.MILLISECONDS.toNanos(4_900));
    }

    @Test
    void keepsTheRateThoughEachRecordIsALittleLate() {
        Pace pace = new Pace(1_000, () -> now);

        for (int i = 0; i < 10_001; i++) {
            now += pace.next() + 300_000;
        }

        assertThat(now - 5_000)
                .isCloseTo(TimeUnit.SECONDS.toNanos(10), within(TimeUnit.MILLISECONDS.toNanos(1)));
    }

    @Test
    void givesUpWhatAStallMissedBeyondATenthOfASecond() {
        Pace pace = new Pace(1_000, () -> now);
        now += pace.next();

        now += TimeUnit.SECONDS.toNanos(60);
        int atOnce = 0;
        while (pace.next() == 0) {
            atOnce++;
        }

        assertThat(atOnce).isBetween(100, 101);
    }

    @Test
    void sendsTheFirstRecordAtOnceWheneverItComes() {
        Pace pace = new Pace(0.5, () -> now);
        now += TimeUnit.HOURS.toNanos(1);

        assertThat(pace.next()).isZero();
        assertThat(pace.next()).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    }
}
