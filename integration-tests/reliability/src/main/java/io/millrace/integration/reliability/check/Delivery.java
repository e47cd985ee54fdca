package io.millrace.integration.reliability.check;

import java.util.function.Predicate;

/**
 * What is to become of the input.
 *
 * @param output the topic that gets what is good
 * @param deadLetters the topic that gets the rest; null where nothing is rejected
 * @param isRejected which records are not good
 * @param order whether records of a key keep their order in the output
 */
public record Delivery(
        String output, String deadLetters, Predicate<InputId> isRejected, KeyOrder order) {

    /** All of it goes to one topic. */
    public static Delivery to(String output, KeyOrder order) {
        return new Delivery(output, null, id -> false, order);
    }

    String topicOf(InputId id) {
        return isRejected.test(id) ? deadLetters : output;
    }
}
