package io.millrace.kafka.produce;

import io.millrace.common.PublicApi;
import java.util.Locale;
import java.util.regex.Pattern;

/** How records are spread over the partitions of a topic. */
@PublicApi
public sealed interface Partitioning {

    /** What {@link #parse} takes, to follow "expected". */
    String EXPECTED = "key-hash, value-hash, round-robin or the number of a partition";

    /** Kafka's own way: murmur2 of the key; records without a key fill one batch after another. */
    record KeyHash() implements Partitioning {}

    /** Murmur2 of the value: equal values meet in one partition. A null value goes anywhere. */
    record ValueHash() implements Partitioning {}

    /** One partition after the other. */
    record RoundRobin() implements Partitioning {}

    /** Always the same partition. */
    record Fixed(int partition) implements Partitioning {}

    /**
     * Reads a partitioning.
     *
     * @throws IllegalArgumentException with what was expected
     */
    static Partitioning parse(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return switch (word) {
            case "key-hash" -> new KeyHash();
            case "value-hash" -> new ValueHash();
            case "round-robin" -> new RoundRobin();
            default -> {
                if (!Pattern.matches("\\d{1,9}", word)) {
                    throw new IllegalArgumentException(EXPECTED);
                }
                yield new Fixed(Integer.parseInt(word));
            }
        };
    }
}
