package io.millrace.pipeline.run;

import io.millrace.common.option.OptionValues;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicOrder;
import io.millrace.pipeline.graph.Flow;
import io.millrace.pipeline.graph.Pipeline;
import io.millrace.pipeline.graph.TableDeclaration;
import io.millrace.spark.option.TableOptions;
import io.millrace.spark.source.MillraceScanBuilder;
import io.millrace.spark.source.SourceOptions;
import io.millrace.spark.table.MillraceProvider;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;

/** Creates topics of one table where they are not there. */
record TopicCreation(OptionValues options, RunListener listener) {

    /** A dead letter is larger than the record that it was. */
    private static final Map<String, String> ROOM_FOR_LETTERS =
            Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(8 << 20));

    /** The topics for dead letters of what a pipeline reads. */
    static void createForDeadLetters(Pipeline pipeline, RunListener listener) {
        Set<String> sinks =
                pipeline.flows().stream()
                        .map(Flow::sink)
                        .collect(
                                Collectors.toCollection(
                                        () -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER)));
        for (TableDeclaration table : pipeline.tables().values()) {
            boolean says = table.option(SourceOptions.VALUE_MALFORMED.key()).isPresent();
            if (table.isMillrace() && (says || !sinks.contains(table.name()))) {
                OptionValues options = MillraceProvider.parse(table.options());
                TopicCreation creation = new TopicCreation(options, listener);
                MillraceScanBuilder.deadLetterTopics(options)
                        .forEach(creation::createForDeadLetters);
            }
        }
    }

    void create(String topic) {
        create(
                new TopicOrder(
                        topic,
                        number(options.find(TableOptions.TOPIC_PARTITIONS)),
                        number(options.find(TableOptions.TOPIC_REPLICATION)),
                        Map.of()));
    }

    void createForDeadLetters(String topic) {
        create(
                new TopicOrder(
                        topic,
                        OptionalInt.empty(),
                        number(options.find(TableOptions.TOPIC_REPLICATION)),
                        ROOM_FOR_LETTERS));
    }

    private void create(TopicOrder order) {
        try (TopicAdmin topics = new TopicAdmin(TableOptions.connection(options))) {
            if (topics.createIfAbsent(order)) {
                listener.topicCreated(order.name());
            }
        }
    }

    private static OptionalInt number(Optional<Long> value) {
        return value.isPresent() ? OptionalInt.of(value.get().intValue()) : OptionalInt.empty();
    }
}
