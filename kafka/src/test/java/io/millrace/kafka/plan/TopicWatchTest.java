package io.millrace.kafka.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.kafka.topic.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicWatchTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();
    private final Semaphore answers = new Semaphore(0);
    private volatile boolean fails;
    private final TopicWatch watch = new TopicWatch(this::look, nanos::get);

    /** The n-th look shows n partitions. */
    private TopicSight look() {
        boolean fail = fails;
        int look = looks.incrementAndGet();
        answers.acquireUninterruptibly();
        if (fail) {
            throw new IllegalStateException("look " + look);
        }
        TreeSet<Integer> partitions = new TreeSet<>();
        for (int i = 0; i < look; i++) {
            partitions.add(i);
        }
        return new TopicSight(
                new TreeMap<>(Map.of("t", new Topic("t", Uuid.ONE_UUID, partitions))), Map.of());
    }

    private static int partitions(TopicSight sight) {
        return sight.partitions().size();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @AfterEach
    void close() {
        answers.release(100);
        watch.close();
    }

    @Test
    void givesWhatItSawLastWhileItLooksAnew() throws Exception {
        answers.release();
        assertThat(partitions(watch.recent())).isEqualTo(1);
        pass(Duration.ofMillis(500));

        watch.look();
        assertThat(partitions(watch.recent())).isEqualTo(1);

        answers.release();
        assertThat(partitions(watch.settled())).isEqualTo(2);
        assertThat(partitions(watch.recent())).isEqualTo(2);
    }

    @Test
    void takesAnAnswerThatCameInTheMeantime() throws Exception {
        answers.release(2);
        watch.recent();
        pass(Duration.ofMillis(500));
        watch.look();

        await().untilAsserted(() -> assertThat(partitions(watch.recent())).isEqualTo(2));
    }

    @Test
    void waitsForWhatIsTooOld() throws Exception {
        answers.release(2);
        watch.recent();
        pass(Duration.ofSeconds(3));

        assertThat(partitions(watch.recent())).isEqualTo(2);
    }

    @Test
    void doesNotAskAgainAtOnceUnlessToldTo() throws Exception {
        answers.release(3);
        watch.recent();
        watch.look();
        assertThat(partitions(watch.settled())).isEqualTo(1);

        assertThat(partitions(watch.again())).isEqualTo(2);
        assertThat(looks).hasValue(2);
    }

    @Test
    void passesAFailureOnAndAsksAnew() throws Exception {
        answers.release(2);
        fails = true;
        assertThatThrownBy(watch::recent).hasMessage("look 1");
        fails = false;

        assertThat(partitions(watch.recent())).isEqualTo(2);
    }

    @Test
    void forgetsAFailureOfLongAgo() throws Exception {
        answers.release();
        watch.recent();
        pass(Duration.ofMillis(500));
        fails = true;
        watch.look();
        answers.release();
        await().until(() -> answers.availablePermits() == 0 && looks.get() == 2);
        pass(Duration.ofHours(1));
        fails = false;
        answers.release();

        assertThat(partitions(watch.recent())).isEqualTo(3);
    }
}
