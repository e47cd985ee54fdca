package io.millrace.spark.decode;

import io.millrace.common.option.OptionValues;
import io.millrace.format.registry.RegistryOptions;
import io.millrace.spark.option.TopicOptions;
import java.util.Optional;

/** The subject of a registry that holds the schemas of the values of a topic. */
final class ValueSubject {

    private static final String SUFFIX = "-value";

    private ValueSubject() {}

    /** The subject that is named or belongs to the topic; none where several topics are read. */
    static Optional<String> of(OptionValues options) {
        return options.find(RegistryOptions.SUBJECT)
                .or(() -> TopicOptions.onlyOne(options).map(topic -> topic + SUFFIX));
    }
}
