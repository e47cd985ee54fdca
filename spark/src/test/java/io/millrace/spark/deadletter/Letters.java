package io.millrace.spark.deadletter;

import io.millrace.kafka.deadletter.DeadLetter;
import io.millrace.kafka.deadletter.LetterEnvelope;
import io.millrace.spark.TestTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The dead letters of a topic, as a reader with read_committed finds them. */
final class Letters {

    private Letters() {}

    /** A topic with one for its dead letters. */
    static TestTopic topic(String prefix, int partitions) {
        TestTopic topic = TestTopic.create(prefix, partitions);
        TestTopic.named(topic.name() + "-dlq").createAgain(1);
        return topic;
    }

    static List<DeadLetter> of(TestTopic source) {
        return in(TestTopic.named(source.name() + "-dlq"));
    }

    static List<DeadLetter> in(TestTopic letters) {
        return letters.records().stream().map(LetterEnvelope::open).toList();
    }

    /** Makes the next start repeat the last micro-batch. */
    static void forgetLastCommit(Path checkpoint) throws IOException {
        Path last;
        try (Stream<Path> commits = Files.list(checkpoint.resolve("commits"))) {
            last =
                    commits.filter(file -> file.getFileName().toString().matches("\\d+"))
                            .max(
                                    Comparator.comparing(
                                            f -> Long.parseLong(f.getFileName().toString())))
                            .orElseThrow();
        }
        Files.delete(last);
        Files.deleteIfExists(last.resolveSibling("." + last.getFileName() + ".crc"));
    }
}
