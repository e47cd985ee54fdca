package io.millrace.cli.dlq;

import io.millrace.kafka.deadletter.LetterFilter;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that choose dead letters. */
final class LetterChoice {

    @Option(
            names = "--reason",
            paramLabel = "CODE",
            description = "Only letters of this reason; may be repeated.")
    private Set<String> reasons = new LinkedHashSet<>();

    @Option(
            names = "--source",
            paramLabel = "TOPIC",
            description = "Only letters of records of this topic; may be repeated.")
    private Set<String> sources = new LinkedHashSet<>();

    @Option(
            names = "--partition",
            paramLabel = "P",
            description =
                    "Only letters of records of this partition of their topic; may be repeated.")
    private Set<Integer> partitions = new LinkedHashSet<>();

    @Option(
            names = "--from-offset",
            paramLabel = "N",
            description = "Only letters of records from this offset of their topic on.")
    private Long fromOffset;

    @Option(
            names = "--until-offset",
            paramLabel = "N",
            description = "Only letters of records before this offset of their topic.")
    private Long untilOffset;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only letters written at this time or later (2026-03-01T12:00:00Z).")
    private Instant since;

    @Option(
            names = "--before",
            paramLabel = "TIME",
            description = "Only letters written before this time.")
    private Instant before;

    LetterFilter filter() {
        return new LetterFilter(
                reasons,
                sources,
                partitions,
                optional(fromOffset),
                optional(untilOffset),
                Optional.ofNullable(since),
                Optional.ofNullable(before));
    }

    private static OptionalLong optional(Long number) {
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
