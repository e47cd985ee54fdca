package io.millrace.spark.source;

import io.millrace.common.option.DataSize;
import io.millrace.common.option.Option;
import io.millrace.kafka.offset.StartingPosition.NoMatch;
import io.millrace.spark.deadletter.DeadLetterOptions;
import io.millrace.spark.option.TopicOptions;
import java.time.Duration;
import java.util.List;

/**
 * The options of reading. Names are those of Spark's Kafka source where the meaning is the same.
 */
public final class SourceOptions {

    public static final Option<String> STARTING_OFFSETS =
            Option.string(
                    "startingOffsets",
                    "Where a query without a checkpoint begins: `earliest`, `latest`, `committed`"
                            + " (where the consumer group of `commitOffsets` stands; the earliest"
                            + " record where it has committed nothing), or an offset for every"
                            + " partition as JSON, -1 for latest and -2 for earliest:"
                            + " `{\"topicA\":{\"0\":23,\"1\":-2}}`. The default is latest for a"
                            + " stream and earliest for a batch.");

    public static final Option<Long> STARTING_TIMESTAMP =
            Option.number(
                    "startingTimestamp",
                    0,
                    Long.MAX_VALUE,
                    "Begin at the first record of this timestamp or later, in milliseconds since"
                            + " 1970 UTC.");

    public static final Option<String> STARTING_OFFSETS_BY_TIMESTAMP =
            Option.string(
                    "startingOffsetsByTimestamp",
                    "As `startingTimestamp`, for every partition as JSON:"
                            + " `{\"topicA\":{\"0\":1700000000000}}`.");

    public static final Option<NoMatch> STARTING_BY_TIMESTAMP_STRATEGY =
            Option.choice(
                            "startingOffsetsByTimestampStrategy",
                            NoMatch.class,
                            "What to do where no record is as late as the starting timestamp.")
                    .withDefault("error");

    public static final Option<String> ENDING_OFFSETS =
            Option.string(
                    "endingOffsets",
                    "Where a batch read stops, exclusive: `latest`, or an offset for every"
                            + " partition as JSON, -1 for latest. Not for streams.");

    public static final Option<Long> ENDING_TIMESTAMP =
            Option.number(
                    "endingTimestamp",
                    0,
                    Long.MAX_VALUE,
                    "Stop a batch read before the first record of this timestamp or later, in"
                            + " milliseconds since 1970 UTC.");

    public static final Option<String> ENDING_OFFSETS_BY_TIMESTAMP =
            Option.string(
                    "endingOffsetsByTimestamp",
                    "As `endingTimestamp`, for every partition as JSON.");

    public static final Option<Boolean> FAIL_ON_DATA_LOSS =
            Option.bool(
                            "failOnDataLoss",
                            "Whether to stop when records that were to be read are gone: a topic"
                                    + " deleted or created again, offsets expired, a log truncated."
                                    + " With false the loss is logged as a warning.")
                    .withDefault("true");

    public static final Option<Long> MAX_OFFSETS_PER_TRIGGER =
            Option.number(
                    "maxOffsetsPerTrigger",
                    1,
                    Long.MAX_VALUE,
                    "How many offsets a micro-batch reads at most, shared among the partitions in"
                            + " proportion to what waits in each.");

    public static final Option<DataSize> MAX_BYTES_PER_TRIGGER =
            Option.dataSize(
                    "maxBytesPerTrigger",
                    "How many bytes of keys and values, uncompressed, a micro-batch reads at most, by"
                            + " what records of each partition weighed in the batches before; the"
                            + " first batch goes by the sizes of the logs on disk. One record is"
                            + " read at the least.");

    public static final Option<Long> MAX_OFFSETS_PER_PARTITION =
            Option.number(
                    "maxOffsetsPerPartition",
                    1,
                    Long.MAX_VALUE,
                    "How many offsets a micro-batch reads of each partition at most. It holds"
                            + " together with the other limits. (`maxRecordsPerPartition` bounds a"
                            + " task, not a batch.)");

    public static final Option<Duration> TARGET_BATCH_TIME =
            Option.duration(
                    "targetBatchTime",
                    "How long a micro-batch may take. A controller finds out how much can be read in"
                            + " that time and limits batches to it; the other limits hold, too.");

    public static final Option<Double> TARGET_INITIAL_RATE =
            decimal(
                            "targetBatchTime.initialRate",
                            "Records per second for which the first micro-batch is cut, before the"
                                    + " controller knows anything.")
                    .withDefault("10000");

    public static final Option<Double> TARGET_MIN_RATE =
            decimal(
                            "targetBatchTime.minRate",
                            "Records per second to which the controller never goes below.")
                    .withDefault("100");

    public static final Option<Double> TARGET_PROPORTIONAL =
            decimal(
                            "targetBatchTime.proportional",
                            "How much of the difference between the rate and what was measured the"
                                    + " controller corrects at once.")
                    .withDefault("1");

    public static final Option<Double> TARGET_INTEGRAL =
            decimal(
                            "targetBatchTime.integral",
                            "How much the controller makes up for batches that took too long.")
                    .withDefault("0.2");

    public static final Option<Double> TARGET_DERIVATIVE =
            decimal(
                            "targetBatchTime.derivative",
                            "How much a change of the difference counts; helps where costs rise"
                                    + " steadily, and hurts where they are noisy.")
                    .withDefault("0");

    public static final Option<Long> MIN_OFFSETS_PER_TRIGGER =
            Option.number(
                    "minOffsetsPerTrigger",
                    1,
                    Long.MAX_VALUE,
                    "How many offsets must wait before a micro-batch begins, unless"
                            + " `maxTriggerDelay` has passed.");

    public static final Option<Duration> MAX_TRIGGER_DELAY =
            Option.duration(
                            "maxTriggerDelay",
                            "How long `minOffsetsPerTrigger` may hold a micro-batch back.")
                    .withDefault("15m");

    public static final Option<Long> MIN_PARTITIONS =
            Option.number(
                    "minPartitions",
                    1,
                    100_000,
                    "How many tasks a batch has at least; partitions with much to read are spread"
                            + " over several.");

    public static final Option<Long> MAX_RECORDS_PER_PARTITION =
            Option.number(
                    "maxRecordsPerPartition",
                    1,
                    Long.MAX_VALUE,
                    "How many offsets one task reads at most.");

    public static final Option<Boolean> COMMIT_OFFSETS =
            Option.bool(
                            "commitOffsets",
                            "Whether a stream commits what it has processed to a consumer group, for"
                                    + " tools that show lag. The group is `commit.group`, or else"
                                    + " `kafka.group.id`, or else `millrace-` and the name of the"
                                    + " query; a query without any of them commits nothing. Never"
                                    + " used for recovery: the checkpoint alone is.")
                    .withDefault("true");

    public static final Option<String> COMMIT_GROUP =
            Option.string(
                    "commit.group",
                    "The consumer group to which a stream commits, and from which"
                            + " `startingOffsets=committed` begins.");

    public static final Option<Boolean> WHOLE_BATCHES =
            Option.bool(
                            "fetch.wholeBatches",
                            "Whether fetched batches are walked over as they are, which is faster,"
                                    + " or record by record, as the Kafka client's API has it.")
                    .withDefault("true");

    public static final Option<Duration> POLL_TIMEOUT =
            Option.duration(
                            "kafkaConsumer.pollTimeoutMs",
                            "How long a task waits for records that must be there before it fails;"
                                    + " a bare number is milliseconds.")
                    .withDefault("2m");

    public static final Option<MalformedPolicy> VALUE_MALFORMED =
            Option.choice(
                            "value.malformed",
                            MalformedPolicy.class,
                            "What to do with a record whose value does not fit the schema: `fail`"
                                    + " stops the query and names the record, `null` gives null for"
                                    + " what cannot be read, `deadletter` leaves the record out and sends it to the"
                                    + " topic of `deadletter.topic`.")
                    .withDefault("fail");

    public static final Option<Boolean> PUSH_DOWN_PREDICATE =
            Option.bool(
                            "pushDownPredicate",
                            "Whether records that the query's filters reject are skipped while"
                                    + " they are read. The answers are the same without, but for a"
                                    + " record that is rejected by some of its fields and malformed"
                                    + " in others.")
                    .withDefault("true");

    public static final Option<String> FETCH_RETRIES =
            Option.string(
                    "fetchOffset.numRetries",
                    "Taken from Spark's source; has no effect, the client retries by itself.");

    public static final Option<String> FETCH_RETRY_INTERVAL =
            Option.string(
                    "fetchOffset.retryIntervalMs", "Taken from Spark's source; has no effect.");

    public static final Option<String> GROUP_ID_PREFIX =
            Option.string(
                    "groupIdPrefix",
                    "Taken from Spark's source; has no effect, reading joins no consumer group.");

    /** All options of reading, in the order of the reference page. */
    public static final List<Option<?>> ALL =
            List.of(
                    TopicOptions.SUBSCRIBE,
                    TopicOptions.SUBSCRIBE_PATTERN,
                    TopicOptions.ASSIGN,
                    STARTING_OFFSETS,
                    STARTING_TIMESTAMP,
                    STARTING_OFFSETS_BY_TIMESTAMP,
                    STARTING_BY_TIMESTAMP_STRATEGY,
                    ENDING_OFFSETS,
                    ENDING_TIMESTAMP,
                    ENDING_OFFSETS_BY_TIMESTAMP,
                    FAIL_ON_DATA_LOSS,
                    VALUE_MALFORMED,
                    DeadLetterOptions.TOPIC,
                    DeadLetterOptions.MAX_RATE,
                    DeadLetterOptions.RATE_RECORDS,
                    DeadLetterOptions.GUARANTEE,
                    MAX_OFFSETS_PER_TRIGGER,
                    MAX_BYTES_PER_TRIGGER,
                    MAX_OFFSETS_PER_PARTITION,
                    TARGET_BATCH_TIME,
                    TARGET_INITIAL_RATE,
                    TARGET_MIN_RATE,
                    TARGET_PROPORTIONAL,
                    TARGET_INTEGRAL,
                    TARGET_DERIVATIVE,
                    MIN_OFFSETS_PER_TRIGGER,
                    MAX_TRIGGER_DELAY,
                    MIN_PARTITIONS,
                    MAX_RECORDS_PER_PARTITION,
                    COMMIT_OFFSETS,
                    COMMIT_GROUP,
                    WHOLE_BATCHES,
                    POLL_TIMEOUT,
                    PUSH_DOWN_PREDICATE,
                    FETCH_RETRIES,
                    FETCH_RETRY_INTERVAL,
                    GROUP_ID_PREFIX);

    private SourceOptions() {}

    private static Option<Double> decimal(String key, String doc) {
        return Option.of(key, "decimal >= 0", SourceOptions::parseDecimal, doc);
    }

    private static Double parseDecimal(String text) {
        try {
            double number = Double.parseDouble(text.strip());
            if (number >= 0 && number < Double.POSITIVE_INFINITY) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a number of at least 0", e);
        }
        throw new IllegalArgumentException("a number of at least 0");
    }
}
