package io.millrace.kafka.deadletter;

import io.millrace.common.PublicApi;
import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaConnection;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The dead letters of one topic that share their reason and the topic that they were read from.
 *
 * @param source empty where it is not known
 * @param reason empty for records that are no dead letters
 * @param letters how many there are
 * @param open how many of them have not been put back
 * @param first when the earliest became a dead letter
 * @param last when the latest did
 */
@PublicApi
public record LetterSummary(
        String topic,
        Optional<String> source,
        Optional<String> reason,
        long letters,
        long open,
        Optional<Instant> first,
        Optional<Instant> last) {

    private record Key(Optional<String> source, Optional<String> reason)
            implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int bySource = source.orElse("").compareTo(other.source.orElse(""));
            return bySource != 0 ? bySource : reason.orElse("").compareTo(other.reason.orElse(""));
        }
    }

    /** Adds up what a topic holds, by source and reason. */
    public static List<LetterSummary> of(
            KafkaConnection connection, String topic, LetterFilter filter) throws IOException {
        Map<TopicPartition, DoneOffsets> done = new RedriveGroup(topic).read(connection);
        TreeMap<Key, LetterSummary> summaries = new TreeMap<>();
        try (LetterLog log = new LetterLog(connection, topic)) {
            log.read(
                    new LetterVisitor() {
                        @Override
                        public void letter(
                                ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {
                            if (filter.takes(letter)) {
                                add(one(topic, letter, isDone(record, done)), summaries);
                            }
                        }

                        @Override
                        public void unreadable(
                                ConsumerRecord<byte[], byte[]> record, MillraceException reason) {
                            if (filter.equals(LetterFilter.ALL)) {
                                add(noLetter(topic), summaries);
                            }
                        }
                    });
        }
        return List.copyOf(summaries.values());
    }

    private static boolean isDone(
            ConsumerRecord<byte[], byte[]> record, Map<TopicPartition, DoneOffsets> done) {
        DoneOffsets ofPartition = done.get(new TopicPartition(record.topic(), record.partition()));
        return ofPartition != null && ofPartition.contains(record.offset());
    }

    private static LetterSummary one(String topic, DeadLetter letter, boolean done) {
        Optional<Instant> time = Optional.of(letter.time());
        return new LetterSummary(
                topic,
                letter.origin().map(RecordOrigin::topic),
                Optional.of(letter.reason().code()),
                1,
                done ? 0 : 1,
                time,
                time);
    }

    private static LetterSummary noLetter(String topic) {
        return new LetterSummary(
                topic,
                Optional.empty(),
                Optional.empty(),
                1,
                0,
                Optional.empty(),
                Optional.empty());
    }

    private static void add(LetterSummary more, Map<Key, LetterSummary> summaries) {
        summaries.merge(new Key(more.source, more.reason), more, LetterSummary::plus);
    }

    private LetterSummary plus(LetterSummary other) {
        return new LetterSummary(
                topic,
                source,
                reason,
                letters + other.letters,
                open + other.open,
                first.map(t -> other.first.filter(t::isAfter).orElse(t)),
                last.map(t -> other.last.filter(t::isBefore).orElse(t)));
    }
}
