package io.millrace.spark.source;

import io.millrace.common.option.OptionError;
import io.millrace.common.option.OptionValues;
import io.millrace.spark.option.TableOptions;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Which consumer group stands for a stream: the one named by an option, or by the query. */
final class CommitGroup {

    private static final String PREFIX = "millrace-";

    private CommitGroup() {}

    /** The group of a stream whose query may have a name. */
    static Optional<String> of(OptionValues options, Optional<String> queryName) {
        return options.find(SourceOptions.COMMIT_GROUP)
                .or(() -> Optional.ofNullable(kafkaGroup(options)))
                .filter(group -> !group.isBlank())
                .or(() -> queryName.map(name -> PREFIX + name));
    }

    private static String kafkaGroup(OptionValues options) {
        return options.withPrefix(TableOptions.KAFKA).get(ConsumerConfig.GROUP_ID_CONFIG);
    }

    /** The group to commit to, if offsets are to be committed. */
    static Optional<String> toCommitTo(OptionValues options, Optional<String> queryName) {
        Optional<String> group = of(options, queryName);
        boolean wanted = options.get(SourceOptions.COMMIT_OFFSETS);
        if (wanted && options.isSet(SourceOptions.COMMIT_OFFSETS) && group.isEmpty()) {
            throw missing("commitOffsets=true");
        }
        return wanted ? group : Optional.empty();
    }

    /** The group to begin at. */
    static String toStartFrom(OptionValues options, Optional<String> queryName) {
        return of(options, queryName).orElseThrow(() -> missing("startingOffsets=committed"));
    }

    private static RuntimeException missing(String what) {
        return OptionError.MISSING_OPTION.exception(
                SourceOptions.COMMIT_GROUP.key(),
                what,
                "it names the consumer group; kafka.group.id or the name of a streaming query do,"
                        + " too");
    }
}
