package io.millrace.cli.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class InterruptsTest {

    private final Interrupts interrupts = new Interrupts();
    private final AtomicBoolean stopped = new AtomicBoolean();

    @Test
    void doesNotKeepACommandThatHasNothingToFinish() {
        long start = System.nanoTime();

        interrupts.stopAndWait();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void waitsForACommandThatIsToldToStop() throws InterruptedException {
        interrupts.onInterrupt(() -> stopped.set(true));
        Thread hook = new Thread(interrupts::stopAndWait);
        hook.start();
        await().untilTrue(stopped);
        assertThat(interrupts.isRequested()).isTrue();
        assertThat(hook.isAlive()).isTrue();

        interrupts.finished();

        hook.join(5_000);
        assertThat(hook.isAlive()).isFalse();
    }

    /** Who registers after Ctrl-C has come would never be told. */
    @Test
    void stopsAtOnceWhatBeginsAfterCtrlC() throws InterruptedException {
        AtomicBoolean first = new AtomicBoolean();
        interrupts.onInterrupt(() -> first.set(true));
        Thread hook = new Thread(interrupts::stopAndWait);
        hook.start();
        await().untilTrue(first);

        interrupts.onInterrupt(() -> stopped.set(true));

        assertThat(stopped).isTrue();
        interrupts.finished();
        hook.join(5_000);
    }

    @Test
    void leavesACommandAloneThatHasEnded() {
        interrupts.onInterrupt(() -> stopped.set(true));
        interrupts.finished();

        interrupts.stopAndWait();

        assertThat(stopped).isFalse();
    }
}
