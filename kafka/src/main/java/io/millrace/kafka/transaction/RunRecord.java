package io.millrace.kafka.transaction;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * What drivers leave for the driver of the next run.
 *
 * @param run the number of the run, from 1 on
 * @param tasks at least as many as any micro-batch has had; so many tokens are looked for
 */
record RunRecord(long run, int tasks) {

    private static final String KIND = "millrace-run";
    private static final int VERSION = 1;

    static final RunRecord NONE = new RunRecord(0, 0);

    OffsetAndMetadata toOffset() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("run", run);
        values.put("tasks", tasks);
        return new OffsetAndMetadata(run, NamedValues.write(KIND, VERSION, values));
    }

    /** What a group keeps; {@link #NONE} if nothing. */
    static RunRecord of(String group, Map<String, OffsetAndMetadata> offsets) {
        return Optional.ofNullable(offsets.get(group))
                .map(OffsetAndMetadata::metadata)
                .filter(text -> NamedValues.isOf(KIND, text))
                .map(text -> read(group, text))
                .orElse(NONE);
    }

    private static RunRecord read(String group, String text) {
        NamedValues values = NamedValues.read(KIND, VERSION, text, group);
        return new RunRecord(values.number("run"), (int) values.number("tasks"));
    }

    /** Room for that many tasks, with some to spare, so that this seldom has to be written. */
    int room(int wanted) {
        return wanted <= tasks ? tasks : Integer.highestOneBit(Math.max(1, wanted - 1)) << 1;
    }
}
