package io.millrace.spark.deadletter;

import io.millrace.common.option.Option;
import java.util.List;

/** The options of dead letters, for what is read and what is written. */
public final class DeadLetterOptions {

    public static final Option<String> TOPIC =
            Option.string(
                    "deadletter.topic",
                    "The topic that dead letters go to. The default is the topic's own name and"
                            + " `-dlq`; where `subscribePattern` finds the topics it must be set. A"
                            + " pipeline creates it where it is not there.");

    public static final Option<Double> MAX_RATE =
            Option.of(
                            "deadletter.max.rate",
                            "decimal 0..1",
                            DeadLetterOptions::rate,
                            "Which share of the records may become dead letters before the query"
                                    + " stops with an error; 1 allows any.")
                    .withDefault("0.5");

    public static final Option<Long> RATE_RECORDS =
            Option.number(
                            "deadletter.rate.records",
                            1,
                            Long.MAX_VALUE,
                            "How many records must have been read, by a task or within the last"
                                    + " minute, for `deadletter.max.rate` to be judged.")
                    .withDefault("100");

    public static final Option<LetterGuarantee> GUARANTEE =
            Option.choice(
                            "deadletter.guarantee",
                            LetterGuarantee.class,
                            "How dead letters of a stream are written: each once, in a transaction,"
                                    + " or without transactions, so that those of a micro-batch that"
                                    + " is repeated are there twice. Those of a batch read are"
                                    + " written at least once.")
                    .withDefault("exactly-once");

    /** All of them, in the order of the reference page. */
    public static final List<Option<?>> ALL = List.of(TOPIC, MAX_RATE, RATE_RECORDS, GUARANTEE);

    private DeadLetterOptions() {}

    private static Double rate(String text) {
        try {
            double rate = Double.parseDouble(text.strip());
            if (rate >= 0 && rate <= 1) {
                return rate;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a number from 0 to 1", e);
        }
        throw new IllegalArgumentException("a number from 0 to 1");
    }
}
