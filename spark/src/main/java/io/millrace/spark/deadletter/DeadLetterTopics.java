package io.millrace.spark.deadletter;

import io.millrace.common.option.OptionError;
import io.millrace.common.option.OptionValues;
import io.millrace.kafka.topic.TopicSelection;
import io.millrace.spark.option.TopicOptions;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which topic the dead letters of a topic go to.
 *
 * @param givenOrNull the one for all, where a user names it
 */
public record DeadLetterTopics(String givenOrNull) implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String SUFFIX = "-dlq";

    /**
     * Those of what is read.
     *
     * @throws io.millrace.common.error.MillraceException if dead letters would be read again, or
     *     the option is missing
     */
    static DeadLetterTopics of(OptionValues options, TopicSelection read) {
        DeadLetterTopics topics =
                new DeadLetterTopics(options.find(DeadLetterOptions.TOPIC).orElse(null));
        if (read instanceof TopicSelection.SubscribePattern pattern) {
            if (topics.givenOrNull == null) {
                throw OptionError.MISSING_OPTION.exception(
                        DeadLetterOptions.TOPIC.key(),
                        "a millrace table with subscribePattern and value.malformed=deadletter",
                        "name the topic that dead letters go to");
            }
            if (pattern.matches(topics.givenOrNull)) {
                throw readAgain(TopicOptions.SUBSCRIBE_PATTERN.key());
            }
        } else {
            Set<String> names = named(read);
            if (topics.of(names).stream().anyMatch(names::contains)) {
                throw readAgain(TopicOptions.SUBSCRIBE.key());
            }
        }
        return topics;
    }

    private static RuntimeException readAgain(String selects) {
        return OptionError.CONFLICTING_OPTIONS.exception(
                List.of(DeadLetterOptions.TOPIC.key(), selects),
                "a millrace table",
                "dead letters would be read again");
    }

    private static Set<String> named(TopicSelection read) {
        Set<String> names = new TreeSet<>();
        if (read instanceof TopicSelection.Subscribe subscribe) {
            names.addAll(subscribe.topics());
        } else if (read instanceof TopicSelection.Assign assign) {
            names.addAll(assign.partitions().keySet());
        }
        return names;
    }

    /** The topic for the dead letters of this topic. */
    public String of(String topic) {
        return givenOrNull == null ? topic + SUFFIX : givenOrNull;
    }

    private Set<String> of(Set<String> topics) {
        Set<String> letters = new TreeSet<>();
        topics.stream().map(this::of).forEach(letters::add);
        return letters;
    }

    /** All that can be known before anything is read. */
    Set<String> forReading(TopicSelection read) {
        return givenOrNull == null ? of(named(read)) : Set.of(givenOrNull);
    }
}
