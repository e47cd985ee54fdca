package io.millrace.kafka.group;

import io.millrace.common.PublicApi;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A topic, or one partition of it.
 *
 * @param partition all partitions where absent
 */
@PublicApi
public record PartitionChoice(String topic, OptionalInt partition) {

    private static final Pattern TEXT = Pattern.compile("([^:]+)(?::(\\d{1,9}))?");

    /**
     * Reads {@code TOPIC} or {@code TOPIC:PARTITION}; a topic's name has no colon.
     *
     * @throws IllegalArgumentException with what was expected
     */
    public static PartitionChoice parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("TOPIC or TOPIC:PARTITION");
        }
        String partition = matcher.group(2);
        return new PartitionChoice(
                matcher.group(1),
                partition == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(Integer.parseInt(partition)));
    }
}
