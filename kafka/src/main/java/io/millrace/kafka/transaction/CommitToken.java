package io.millrace.kafka.transaction;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * The evidence that a task has written its share of a micro-batch. It is kept as an offset of a
 * consumer group of its own, one more than the epoch, with the rest in the metadata.
 *
 * @param run which run of the query wrote it
 * @param epoch the number of the micro-batch
 * @param plan how the rows of the micro-batch were dealt to tasks
 */
public record CommitToken(long run, long epoch, BatchPlan plan) {

    private static final String KIND = "millrace-commit";
    private static final int VERSION = 1;

    OffsetAndMetadata toOffset() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("run", run);
        values.put("epoch", epoch);
        values.put("tasks", plan.tasks());
        values.put("splits", plan.splits());
        return new OffsetAndMetadata(epoch + 1, NamedValues.write(KIND, VERSION, values));
    }

    /** The token of a group, if what it keeps is one. */
    static Optional<CommitToken> of(String group, Map<String, OffsetAndMetadata> offsets) {
        return Optional.ofNullable(offsets.get(group))
                .map(OffsetAndMetadata::metadata)
                .filter(text -> NamedValues.isOf(KIND, text))
                .map(text -> read(group, text));
    }

    private static CommitToken read(String group, String text) {
        NamedValues values = NamedValues.read(KIND, VERSION, text, group);
        return new CommitToken(
                values.number("run"),
                values.number("epoch"),
                new BatchPlan((int) values.number("tasks"), values.text("splits")));
    }
}
