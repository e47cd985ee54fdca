package io.millrace.spark.source;

import io.millrace.common.option.Option;
import io.millrace.common.option.OptionError;
import io.millrace.common.option.OptionValues;
import io.millrace.kafka.plan.BatchLimits;
import io.millrace.kafka.plan.BatchRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.connector.read.streaming.CompositeReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReadMaxBytes;
import org.apache.spark.sql.connector.read.streaming.ReadMaxRows;
import org.apache.spark.sql.connector.read.streaming.ReadMinRows;

/**
 * How much a micro-batch may read, and how much must wait before it begins, in Spark's terms and
 * some of our own. Spark hands them back with each question, or asks for all with the trigger Once.
 */
final class StreamLimits {

    /** So many rows of each partition at the most. */
    record MaxRowsOfPartition(long rows) implements ReadLimit {}

    /** What the controller of the batch time allows. */
    record Paced(BatchRate.Settings settings) implements ReadLimit {}

    /** Options that cut batches, which real-time mode has no use for. */
    private static final List<Option<?>> OF_BATCHES =
            List.of(
                    SourceOptions.MAX_OFFSETS_PER_TRIGGER,
                    SourceOptions.MAX_BYTES_PER_TRIGGER,
                    SourceOptions.MAX_OFFSETS_PER_PARTITION,
                    SourceOptions.TARGET_BATCH_TIME,
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
        options.find(SourceOptions.MAX_BYTES_PER_TRIGGER)
                .ifPresent(most -> limits.add(ReadLimit.maxBytes(most.bytes())));
        options.find(SourceOptions.MAX_OFFSETS_PER_PARTITION)
                .ifPresent(most -> limits.add(new MaxRowsOfPartition(most)));
        pace(options).ifPresent(settings -> limits.add(new Paced(settings)));
        checkOrder(options);
        return switch (limits.size()) {
            case 0 -> ReadLimit.allAvailable();
            case 1 -> limits.get(0);
            default -> ReadLimit.compositeLimit(limits.toArray(ReadLimit[]::new));
        };
    }

    private static Optional<BatchRate.Settings> pace(OptionValues options) {
        return options.find(SourceOptions.TARGET_BATCH_TIME)
                .map(
                        target -> {
                            if (target.isZero()) {
                                throw OptionError.INVALID_OPTION.exception(
                                        SourceOptions.TARGET_BATCH_TIME.key(),
                                        "0",
                                        "a duration above 0");
                            }
                            return new BatchRate.Settings(
                                    target,
                                    options.get(SourceOptions.TARGET_INITIAL_RATE),
                                    options.get(SourceOptions.TARGET_MIN_RATE),
                                    options.get(SourceOptions.TARGET_PROPORTIONAL),
                                    options.get(SourceOptions.TARGET_INTEGRAL),
                                    options.get(SourceOptions.TARGET_DERIVATIVE));
                        });
    }

    private static void checkOrder(OptionValues options) {
        long least = options.find(SourceOptions.MIN_OFFSETS_PER_TRIGGER).orElse(0L);
        long most = options.find(SourceOptions.MAX_OFFSETS_PER_TRIGGER).orElse(Long.MAX_VALUE);
        if (least > most) {
            throw OptionError.CONFLICTING_OPTIONS.exception(
                    List.of(
                            SourceOptions.MIN_OFFSETS_PER_TRIGGER.key(),
                            SourceOptions.MAX_OFFSETS_PER_TRIGGER.key()),
                    "a millrace table",
                    "a batch would have to read " + least + " offsets and may read " + most);
        }
    }

    /** How much at the most. */
    static BatchLimits most(ReadLimit limit) {
        return new BatchLimits(
                number(find(limit, ReadMaxRows.class).map(ReadMaxRows::maxRows)),
                number(find(limit, ReadMaxBytes.class).map(ReadMaxBytes::maxBytes)),
                number(find(limit, MaxRowsOfPartition.class).map(MaxRowsOfPartition::rows)));
    }

    /** How many rows at the least, if the limit says so. */
    static Optional<ReadMinRows> least(ReadLimit limit) {
        return find(limit, ReadMinRows.class);
    }

    /** How batches are paced, if the limit says so. */
    static Optional<BatchRate.Settings> paced(ReadLimit limit) {
        return find(limit, Paced.class).map(Paced::settings);
    }

    private static OptionalLong number(Optional<Long> number) {
        return number.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static <T> Optional<T> find(ReadLimit limit, Class<T> type) {
        List<ReadLimit> parts =
                limit instanceof CompositeReadLimit composite
                        ? List.of(composite.getReadLimits())
                        : List.of(limit);
        return parts.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
