package io.millrace.integration.reliability.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Carries requests to the broker, and loses some: the request before it arrives, its answer, or
 * both, in which case the request arrives all the same, at some later time. Used by one thread at a
 * time.
 */
final class Network {

    /** One request in so many meets with something. */
    private static final int SELDOM = 12;

    private final Turns turns;
    private final Random random;
    private final List<Runnable> delayed = new ArrayList<>();
    private boolean faulty = true;

    Network(Turns turns, Random random) {
        this.turns = turns;
        this.random = random;
    }

    /** A request and its answer; others go on before, between and after. */
    <T> T call(Supplier<T> request) {
        turns.pass();
        switch (faulty ? random.nextInt(SELDOM) : SELDOM) {
            case 0 -> throw new TimeoutException("the request was lost");
            case 1 -> {
                request.get();
                turns.pass();
                throw new TimeoutException("the answer was lost");
            }
            case 2 -> {
                delayed.add(request::get);
                turns.pass();
                throw new TimeoutException("the request is late");
            }
            default -> {
                T answer = request.get();
                turns.pass();
                return answer;
            }
        }
    }

    /** A request that is repeated until it is answered. */
    <T> T callUntilAnswered(Supplier<T> request) {
        while (true) {
            try {
                return call(request);
            } catch (TimeoutException e) {
                turns.pass();
            }
        }
    }

    /** A late request arrives; whoever sent it does not hear of what comes of it. */
    void deliverLate() {
        if (!delayed.isEmpty()) {
            try {
                delayed.remove(random.nextInt(delayed.size())).run();
            } catch (org.apache.kafka.common.KafkaException e) {
                // It is refused.
            }
        }
    }

    /** Others may go on here. */
    void pause() {
        turns.pass();
    }

    /** From here on nothing is lost. */
    void heal() {
        faulty = false;
    }
}
