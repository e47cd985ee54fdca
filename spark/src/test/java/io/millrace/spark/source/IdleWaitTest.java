package io.millrace.spark.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.offset.StreamPosition;
import io.millrace.kafka.offset.TopicPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class IdleWaitTest {

    private final TestClock clock = new TestClock();
    private final List<Duration> holds = new ArrayList<>();
    private boolean onlySource = true;
    private boolean news;
    private final IdleWait idle = new IdleWait(() -> onlySource, clock);

    private static StreamPosition at(long offset) {
        return new StreamPosition(
                new TreeMap<>(
                        Map.of(
                                "t",
                                new TopicPosition(
                                        Uuid.ONE_UUID, new TreeMap<>(Map.of(0, offset))))));
    }

    /** Spark asks ten milliseconds after the last answer. */
    private boolean askAgain(StreamPosition read) {
        clock.pass(Duration.ofMillis(10));
        return idle.isStillIdle(
                read,
                limit -> {
                    holds.add(limit);
                    clock.pass(limit);
                    return news;
                });
    }

    @Test
    void asksTheClusterAtFirstAndAfterEveryBatch() {
        assertThat(askAgain(at(5))).isFalse();
        idle.remember(at(5), at(5), at(5));
        assertThat(askAgain(at(5))).isTrue();

        idle.batchBegan();
        assertThat(askAgain(at(5))).isFalse();
        assertThat(askAgain(at(9))).isFalse();
        assertThat(holds).hasSize(1);
    }

    @Test
    void holdsQuestionsLongerTheLongerNothingComes() {
        idle.remember(at(5), at(5), at(5));
        for (int i = 0; i < 200; i++) {
            if (!askAgain(at(5))) {
                idle.remember(at(5), at(5), at(5));
            }
        }

        assertThat(holds).isSorted();
        assertThat(holds.get(0)).isLessThan(Duration.ofMillis(10));
        assertThat(holds.get(holds.size() - 1)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void trustsSilenceForTwoSeconds() {
        idle.remember(at(5), at(5), at(5));
        int silent = 0;
        while (askAgain(at(5))) {
            silent++;
        }

        assertThat(silent).isPositive();
        assertThat(clock.instant())
                .isBetween(
                        new TestClock().instant().plusMillis(2_000),
                        new TestClock().instant().plusMillis(2_300));
    }

    @Test
    void hasTheClusterAskedWhenThereIsNews() {
        idle.remember(at(5), at(5), at(5));
        news = true;

        assertThat(askAgain(at(5))).isFalse();
    }

    @Test
    void neverHoldsAQueryOfSeveralSources() {
        onlySource = false;
        idle.remember(at(5), at(5), at(5));
        clock.pass(Duration.ofMillis(30));

        assertThat(askAgain(at(5))).isTrue();
        assertThat(holds).containsExactly(Duration.ZERO);
    }

    @Test
    void leavesATriggerWithAnIntervalAlone() {
        idle.remember(at(5), at(5), at(5));
        clock.pass(Duration.ofSeconds(1));

        assertThat(askAgain(at(5))).isFalse();
        assertThat(holds).isEmpty();
    }

    @Test
    void hasTheLimitsLookedAtAgainWhileRecordsAreHeldBack() {
        idle.remember(at(5), at(5), at(8));

        assertThat(askAgain(at(5))).isFalse();
        assertThat(holds).hasSize(1);
    }
}
