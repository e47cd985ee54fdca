package io.millrace.broker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.internals.Exit;

/**
 * Keeps Kafka from ending this process. Kafka exits or halts the JVM where it cannot go on: when
 * its only log directory fails, and on fatal errors of its threads. From the first broker on, that
 * becomes a fatal fault of the broker whose thread it was, and the thread ends.
 */
final class KafkaExit {

    /** Handed down from the thread that starts a broker to all threads that come of it. */
    private static final InheritableThreadLocal<FatalFaults> OWNER = new InheritableThreadLocal<>();

    private static final Set<FatalFaults> RUNNING = ConcurrentHashMap.newKeySet();

    /** Thrown because the caller does not expect to go on after an exit. */
    private static final class Refused extends Error {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    private KafkaExit() {}

    /** Makes this thread, and those that it starts, belong to a broker. */
    static void watch(FatalFaults broker) {
        OWNER.set(broker);
        RUNNING.add(broker);
        Exit.setExitProcedure(
                (status, message) ->
                        refuse("a fatal error in thread " + Thread.currentThread().getName()));
        // Kafka halts where it exits nowhere else: when its last log directory has failed.
        Exit.setHaltProcedure(
                (status, message) -> refuse("its data directory can no longer be read or written"));
    }

    /** To be called when the broker has stopped. */
    static void unwatch(FatalFaults broker) {
        RUNNING.remove(broker);
        OWNER.remove();
    }

    private static void refuse(String reason) {
        Refused refused = new Refused(reason);
        FatalFaults owner = OWNER.get();
        if (owner != null) {
            owner.report(refused);
        } else {
            RUNNING.forEach(broker -> broker.report(refused));
        }
        throw refused;
    }
}
