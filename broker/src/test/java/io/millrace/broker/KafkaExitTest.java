package io.millrace.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.utils.internals.Exit;
import org.junit.jupiter.api.Test;

/** Were one of these calls let through, there would be no process left to report the failure. */
class KafkaExitTest {

    private final List<Throwable> first = Collections.synchronizedList(new ArrayList<>());
    private final List<Throwable> second = Collections.synchronizedList(new ArrayList<>());
    private final FatalFaults firstBroker = new FatalFaults(first::add);
    private final FatalFaults secondBroker = new FatalFaults(second::add);

    @Test
    void isAFaultOfTheBrokerWhoseThreadItWas() {
        inThread(
                () -> {
                    KafkaExit.watch(secondBroker);
                    Exit.halt(1);
                });
        inThread(
                () -> {
                    KafkaExit.watch(firstBroker);
                    inThread(() -> Exit.exit(1));
                });
        KafkaExit.unwatch(firstBroker);
        KafkaExit.unwatch(secondBroker);

        assertThat(first)
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .startsWith("a fatal error in thread ");
        assertThat(second)
                .singleElement()
                .extracting(Throwable::getMessage)
                .isEqualTo("its data directory can no longer be read or written");
    }

    @Test
    void isAFaultOfEveryBrokerWhenTheThreadIsNobodys() {
        inThread(() -> KafkaExit.watch(firstBroker));
        inThread(() -> KafkaExit.watch(secondBroker));

        inThread(() -> Exit.exit(1));
        KafkaExit.unwatch(firstBroker);
        inThread(() -> Exit.halt(1));
        KafkaExit.unwatch(secondBroker);

        assertThat(first).hasSize(1);
        assertThat(second).hasSize(2);
    }

    @Test
    void doesNotEndTheProcessAfterTheLastBrokerHasStopped() {
        inThread(
                () -> {
                    KafkaExit.watch(firstBroker);
                    KafkaExit.unwatch(firstBroker);
                });

        assertThatThrownBy(() -> Exit.halt(1)).isInstanceOf(Error.class);
        assertThatThrownBy(() -> Exit.exit(1)).isInstanceOf(Error.class);
        assertThat(first).isEmpty();
    }

    private static void inThread(Runnable action) {
        Thread thread = new Thread(action);
        thread.setUncaughtExceptionHandler((where, refused) -> {});
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
