package io.millrace.kafka.deadletter;

import io.millrace.common.PublicApi;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which dead letters are meant. All that is given must be so.
 *
 * @param reasons codes of reasons; any if empty
 * @param sources topics that the records were read from; any if empty
 * @param partitions of those topics; any if empty
 * @param fromOffset of the record in its topic, inclusive
 * @param untilOffset of the record in its topic, exclusive
 * @param since when it became a dead letter, inclusive
 * @param until when it became a dead letter, exclusive
 */
@PublicApi
public record LetterFilter(
        Set<String> reasons,
        Set<String> sources,
        Set<Integer> partitions,
        OptionalLong fromOffset,
        OptionalLong untilOffset,
        Optional<Instant> since,
        Optional<Instant> until) {

    public static final LetterFilter ALL =
            new LetterFilter(
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.empty());

    public LetterFilter {
        reasons = Set.copyOf(reasons);
        sources = Set.copyOf(sources);
        partitions = Set.copyOf(partitions);
    }

    /** Whether the dead letter is meant. One of unknown origin is not, where that matters. */
    public boolean takes(DeadLetter letter) {
        return (reasons.isEmpty() || reasons.contains(letter.reason().code()))
                && since.map(time -> !letter.time().isBefore(time)).orElse(true)
                && until.map(time -> letter.time().isBefore(time)).orElse(true)
                && (anyOrigin() || letter.origin().filter(this::takes).isPresent());
    }

    private boolean anyOrigin() {
        return sources.isEmpty()
                && partitions.isEmpty()
                && fromOffset.isEmpty()
                && untilOffset.isEmpty();
    }

    private boolean takes(RecordOrigin origin) {
        return (sources.isEmpty() || sources.contains(origin.topic()))
                && (partitions.isEmpty() || partitions.contains(origin.partition()))
                && origin.offset() >= fromOffset.orElse(Long.MIN_VALUE)
                && origin.offset() < untilOffset.orElse(Long.MAX_VALUE);
    }
}
