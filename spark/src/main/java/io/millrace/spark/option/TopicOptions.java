package io.millrace.spark.option;

import io.millrace.common.option.Option;
import io.millrace.common.option.OptionValues;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which topics are read. */
public final class TopicOptions {

    public static final Option<String> SUBSCRIBE =
            Option.string("subscribe", "The topics to read, separated by commas.");

    public static final Option<String> SUBSCRIBE_PATTERN =
            Option.string(
                    "subscribePattern",
                    "A regular expression; every topic whose whole name matches is read, those"
                            + " created later too.");

    public static final Option<String> ASSIGN =
            Option.string(
                    "assign",
                    "The partitions to read, as JSON: `{\"topicA\":[0,1],\"topicB\":[2]}`.");

    private TopicOptions() {}

    /** The topics that are named one by one; none where they are found by a pattern. */
    public static List<String> named(OptionValues options) {
        String topics =
                options.find(SUBSCRIBE).or(() -> options.find(TableOptions.TOPIC)).orElse("");
        return Arrays.stream(topics.split(","))
                .map(String::strip)
                .filter(t -> !t.isEmpty())
                .toList();
    }

    /** The one topic that is named, if there is just one. */
    public static Optional<String> onlyOne(OptionValues options) {
        boolean otherwise = options.isSet(SUBSCRIBE_PATTERN) || options.isSet(ASSIGN);
        List<String> named = otherwise ? List.of() : named(options);
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }
}
