package io.millrace.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestartsTest {

    private static final MillraceException AWAY =
            KafkaError.BROKER_UNREACHABLE.exception("kafka:9092", "no broker answered in time");
    private static final MillraceException DENIED =
            KafkaError.NOT_AUTHORIZED.exception("write", "kafka:9092", "denied");

    private long now = 1_000;
    private final Restarts restarts = new Restarts(Duration.ofMinutes(2), () -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void waitsLongerEachTimeUntilItGivesUp() {
        restarts.progressed();
        List<Long> waits = new ArrayList<>();
        Optional<Duration> wait = restarts.after(AWAY);
        while (wait.isPresent()) {
            waits.add(wait.get().toSeconds());
            pass(wait.get());
            wait = restarts.after(AWAY);
        }

        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    void beginsAnewAfterSomeSuccess() {
        restarts.progressed();
        restarts.after(AWAY);
        pass(Duration.ofMinutes(1));
        restarts.after(AWAY);
        pass(Duration.ofMinutes(30));
        restarts.progressed();

        assertThat(restarts.after(AWAY)).contains(Duration.ofSeconds(1));
    }

    @Test
    void doesNotRepeatWhatHasNeverRun() {
        assertThat(restarts.after(AWAY)).isEmpty();
    }

    @Test
    void doesNotRepeatWhatSomebodyHasToPutRight() {
        restarts.progressed();

        assertThat(restarts.after(DENIED)).isEmpty();
    }

    @Test
    void doesNothingIfTold() {
        Restarts never = new Restarts(Duration.ZERO, () -> now);
        never.progressed();

        assertThat(never.after(AWAY)).isEmpty();
    }
}
