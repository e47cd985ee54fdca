package io.millrace.spark.source;

import static io.millrace.spark.option.TopicOptions.ASSIGN;
import static io.millrace.spark.option.TopicOptions.SUBSCRIBE;
import static io.millrace.spark.option.TopicOptions.SUBSCRIBE_PATTERN;

import io.millrace.common.option.OptionError;
import io.millrace.common.option.OptionValues;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.fetch.FetchSettings;
import io.millrace.kafka.fetch.RecordBatches;
import io.millrace.kafka.plan.DataLossPolicy;
import io.millrace.kafka.plan.StreamPlanner;
import io.millrace.kafka.topic.TopicSelection;
import io.millrace.spark.deadletter.DeadLetterPlan;
import io.millrace.spark.decode.SourceFormats;
import io.millrace.spark.option.TableOptions;
import io.millrace.spark.option.TopicOptions;
import io.millrace.spark.option.ValueFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;

/** What the options of a source mean, checked. Immutable. */
record SourceSettings(
        KafkaConnection connection,
        TopicSelection selection,
        IsolationLevel isolation,
        DataLossPolicy onDataLoss,
        ValueFormat format,
        MalformedPolicy onMalformed,
        Optional<DeadLetterPlan> deadLetters,
        FetchSettings fetch,
        OptionalInt minPartitions,
        OptionalLong maxRecordsPerPartition) {

    private static final Map<String, String> REFUSED =
            Map.of(
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                    "startingOffsets says where to begin, and the checkpoint where to go on",
                    ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                    "keys are always read as bytes",
                    ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                    "value.format says how values are read",
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    "the checkpoint, not a consumer group, remembers the position",
                    ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
                    "interceptors could change or drop records unseen");

    static SourceSettings of(OptionValues options) {
        KafkaConnection connection = TableOptions.connection(options);
        TableOptions.refuse(TableOptions.KAFKA, connection.settings(), REFUSED);
        SourceFormats.checkParserSettings(options);
        MalformedPolicy onMalformed = options.get(SourceOptions.VALUE_MALFORMED);
        IsolationLevel isolation = isolation(connection);
        DataLossPolicy onDataLoss =
                options.get(SourceOptions.FAIL_ON_DATA_LOSS)
                        ? DataLossPolicy.FAIL
                        : DataLossPolicy.CONTINUE;
        TopicSelection selection = selection(options);
        return new SourceSettings(
                connection,
                selection,
                isolation,
                onDataLoss,
                options.get(TableOptions.VALUE_FORMAT),
                onMalformed,
                onMalformed == MalformedPolicy.DEADLETTER
                        ? Optional.of(DeadLetterPlan.of(options, connection, selection))
                        : Optional.empty(),
                new FetchSettings(
                        connection,
                        isolation,
                        options.get(SourceOptions.WHOLE_BATCHES)
                                ? RecordBatches.WHOLE
                                : RecordBatches.RECORDS,
                        options.get(SourceOptions.POLL_TIMEOUT),
                        onDataLoss),
                options.find(SourceOptions.MIN_PARTITIONS)
                        .map(n -> OptionalInt.of(n.intValue()))
                        .orElse(OptionalInt.empty()),
                options.find(SourceOptions.MAX_RECORDS_PER_PARTITION)
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty()));
    }

    private static TopicSelection selection(OptionValues options) {
        List<String> given = new ArrayList<>();
        for (var option : List.of(ASSIGN, SUBSCRIBE, SUBSCRIBE_PATTERN)) {
            if (options.isSet(option)) {
                given.add(option.key());
            }
        }
        if (given.size() > 1) {
            throw OptionError.CONFLICTING_OPTIONS.exception(
                    given, "a millrace table", "only one may say which topics to read");
        }
        if (options.isSet(ASSIGN)) {
            return new TopicSelection.Assign(PositionText.partitions(ASSIGN, options.get(ASSIGN)));
        }
        if (options.isSet(SUBSCRIBE_PATTERN)) {
            return pattern(options.get(SUBSCRIBE_PATTERN));
        }
        List<String> names = TopicOptions.named(options);
        if (names.isEmpty()) {
            throw OptionError.MISSING_OPTION.exception(
                    SUBSCRIBE.key(),
                    "a millrace table that is read",
                    "name the topics in subscribe (or topic), subscribePattern or assign");
        }
        return TopicSelection.Subscribe.to(names);
    }

    private static TopicSelection pattern(String regex) {
        try {
            Pattern.compile(regex);
            return new TopicSelection.SubscribePattern(regex);
        } catch (PatternSyntaxException e) {
            throw OptionError.INVALID_OPTION.causedBy(
                    e, SUBSCRIBE_PATTERN.key(), regex, "a regular expression");
        }
    }

    private static IsolationLevel isolation(KafkaConnection connection) {
        String level =
                connection
                        .settings()
                        .getOrDefault(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        try {
            return IsolationLevel.valueOf(level.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw OptionError.INVALID_OPTION.causedBy(
                    e,
                    "kafka." + ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                    level,
                    "read_committed or read_uncommitted");
        }
    }

    /** A planner of what these settings select. */
    StreamPlanner openPlanner() {
        return new StreamPlanner(connection, selection, isolation, onDataLoss);
    }

    /** For progress reports: what is read. */
    String description() {
        return "millrace[" + selection + "]";
    }
}
