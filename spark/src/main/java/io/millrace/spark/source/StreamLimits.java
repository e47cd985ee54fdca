package io.millrace.spark.source;

import io.millrace.common.option.Option;
import io.millrace.common.option.OptionValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.read.streaming.CompositeReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReadMaxRows;
import org.apache.spark.sql.connector.read.streaming.ReadMinRows;

/** How much a micro-batch may read, and how much must wait before it begins. */
final class StreamLimits {

    /** Options that cut batches, which real-time mode has no use for. */
    private static final List<Option<?>> OF_BATCHES =
            List.of(
                    SourceOptions.MAX_OFFSETS_PER_TRIGGER,
                    SourceOptions.MIN_OFFSETS_PER_TRIGGER,
                    SourceOptions.MAX_TRIGGER_DELAY,
                    SourceOptions.MIN_PARTITIONS,
                    SourceOptions.MAX_RECORDS_PER_PARTITION);

    private StreamLimits() {}

    /**
     * Refuses limits for a stream in real-time mode.
     *
     * @throws io.millrace.common.error.MillraceException if one is set
     */
    static void refuse(OptionValues options) {
        for (Option<?> option : OF_BATCHES) {
            if (options.isSet(option)) {
                throw SourceError.LIMIT_IN_REAL_TIME.exception(
                        option.key(), "records are passed on as they arrive, each by itself");
            }
        }
    }

    /** The limit in Spark's terms. */
    static ReadLimit of(OptionValues options) {
        List<ReadLimit> limits = new ArrayList<>();
        options.find(SourceOptions.MIN_OFFSETS_PER_TRIGGER)
                .ifPresent(
                        least ->
                                limits.add(
                                        ReadLimit.minRows(
                                                least,
                                                options.get(SourceOptions.MAX_TRIGGER_DELAY)
                                                        .toMillis())));
        options.find(SourceOptions.MAX_OFFSETS_PER_TRIGGER)
                .ifPresent(most -> limits.add(ReadLimit.maxRows(most)));
        return switch (limits.size()) {
            case 0 -> ReadLimit.allAvailable();
            case 1 -> limits.get(0);
            default -> ReadLimit.compositeLimit(limits.toArray(ReadLimit[]::new));
        };
    }

    /** How many rows at the most, if the limit says so. */
    static Optional<Long> most(ReadLimit limit) {
        return parts(limit).stream()
                .filter(ReadMaxRows.class::isInstance)
                .map(part -> ((ReadMaxRows) part).maxRows())
                .findFirst();
    }

    /** How many rows at the least, if the limit says so. */
    static Optional<ReadMinRows> least(ReadLimit limit) {
        return parts(limit).stream()
                .filter(ReadMinRows.class::isInstance)
                .map(ReadMinRows.class::cast)
                .findFirst();
    }

    private static List<ReadLimit> parts(ReadLimit limit) {
        return limit instanceof CompositeReadLimit composite
                ? List.of(composite.getReadLimits())
                : List.of(limit);
    }
}
