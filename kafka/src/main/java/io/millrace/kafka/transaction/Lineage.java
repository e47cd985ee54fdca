package io.millrace.kafka.transaction;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Which checkpoint the output of a named query in a topic comes from, so that one which starts with
 * another is noticed.
 *
 * @param name of the query
 */
public record Lineage(String name) {

    private static final String KIND = "millrace-lineage";
    private static final int VERSION = 1;

    /** The consumer group that keeps it. */
    String group() {
        return "millrace-sink-" + name;
    }

    OffsetAndMetadata toOffset(String query, long run) {
        return new OffsetAndMetadata(run, NamedValues.write(KIND, VERSION, Map.of("query", query)));
    }

    /** The query whose output the topic holds. */
    Optional<String> query(Map<String, OffsetAndMetadata> offsets) {
        return Optional.ofNullable(offsets.get(group()))
                .map(OffsetAndMetadata::metadata)
                .filter(text -> NamedValues.isOf(KIND, text))
                .map(text -> NamedValues.read(KIND, VERSION, text, group()).text("query"));
    }
}
