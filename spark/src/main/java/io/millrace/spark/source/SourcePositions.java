package io.millrace.spark.source;

import static io.millrace.spark.source.SourceOptions.ENDING_OFFSETS;
import static io.millrace.spark.source.SourceOptions.ENDING_OFFSETS_BY_TIMESTAMP;
import static io.millrace.spark.source.SourceOptions.ENDING_TIMESTAMP;
import static io.millrace.spark.source.SourceOptions.STARTING_BY_TIMESTAMP_STRATEGY;
import static io.millrace.spark.source.SourceOptions.STARTING_OFFSETS;
import static io.millrace.spark.source.SourceOptions.STARTING_OFFSETS_BY_TIMESTAMP;
import static io.millrace.spark.source.SourceOptions.STARTING_TIMESTAMP;

import io.millrace.common.option.Option;
import io.millrace.common.option.OptionError;
import io.millrace.common.option.OptionValues;
import io.millrace.kafka.offset.EndingPosition;
import io.millrace.kafka.offset.StartingPosition;
import io.millrace.kafka.offset.StartingPosition.NoMatch;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Where a source begins and ends by its options. */
final class SourcePositions {

    private SourcePositions() {}

    /**
     * @param queryName the name of the query, if it has one, which names a consumer group
     */
    static StartingPosition ofStream(OptionValues options, Optional<String> queryName) {
        for (Option<?> ending :
                List.of(ENDING_OFFSETS, ENDING_TIMESTAMP, ENDING_OFFSETS_BY_TIMESTAMP)) {
            if (options.isSet(ending)) {
                throw OptionError.CONFLICTING_OPTIONS.exception(
                        List.of(ending.key()),
                        "a stream",
                        "a stream has no end; it is for batch reads, or use the trigger"
                                + " AvailableNow");
            }
        }
        return start(options, queryName, new StartingPosition.Latest());
    }

    static StartingPosition ofBatch(OptionValues options) {
        StartingPosition start = start(options, Optional.empty(), new StartingPosition.Earliest());
        if (start instanceof StartingPosition.Latest) {
            throw OptionError.INVALID_OPTION.exception(
                    STARTING_OFFSETS.key(), "latest", "anything but latest for a batch read");
        }
        return start;
    }

    private static StartingPosition start(
            OptionValues options, Optional<String> queryName, StartingPosition otherwise) {
        NoMatch noMatch = options.get(STARTING_BY_TIMESTAMP_STRATEGY);
        if (options.isSet(STARTING_TIMESTAMP)) {
            return new StartingPosition.AtTimestamp(options.get(STARTING_TIMESTAMP), noMatch);
        }
        if (options.isSet(STARTING_OFFSETS_BY_TIMESTAMP)) {
            return new StartingPosition.AtTimestamps(
                    PositionText.numbers(
                            STARTING_OFFSETS_BY_TIMESTAMP,
                            options.get(STARTING_OFFSETS_BY_TIMESTAMP)),
                    noMatch);
        }
        if (!options.isSet(STARTING_OFFSETS)) {
            return otherwise;
        }
        String text = options.get(STARTING_OFFSETS).strip();
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "earliest" -> new StartingPosition.Earliest();
            case "latest" -> new StartingPosition.Latest();
            case "committed" ->
                    new StartingPosition.Committed(CommitGroup.toStartFrom(options, queryName));
            default -> explicitStart(text);
        };
    }

    private static StartingPosition explicitStart(String text) {
        Map<TopicPartition, Long> offsets = numbersAbove(STARTING_OFFSETS, text, -2);
        return new StartingPosition.Explicit(offsets);
    }

    static EndingPosition end(OptionValues options) {
        if (options.isSet(ENDING_TIMESTAMP)) {
            return new EndingPosition.AtTimestamp(options.get(ENDING_TIMESTAMP));
        }
        if (options.isSet(ENDING_OFFSETS_BY_TIMESTAMP)) {
            return new EndingPosition.AtTimestamps(
                    PositionText.numbers(
                            ENDING_OFFSETS_BY_TIMESTAMP, options.get(ENDING_OFFSETS_BY_TIMESTAMP)));
        }
        String text = options.find(ENDING_OFFSETS).orElse("latest").strip();
        if (text.equalsIgnoreCase("latest")) {
            return new EndingPosition.Latest();
        }
        if (text.equalsIgnoreCase("earliest")) {
            throw OptionError.INVALID_OPTION.exception(
                    ENDING_OFFSETS.key(),
                    text,
                    "latest or JSON with an offset for every partition");
        }
        return new EndingPosition.Explicit(numbersAbove(ENDING_OFFSETS, text, -1));
    }

    private static Map<TopicPartition, Long> numbersAbove(
            Option<String> option, String text, long least) {
        Map<TopicPartition, Long> numbers = PositionText.numbers(option, text);
        numbers.forEach(
                (partition, offset) -> {
                    if (offset < least) {
                        throw SourceError.POSITION_INVALID.exception(
                                option.key(), text, "offsets of at least " + least);
                    }
                });
        return numbers;
    }
}
