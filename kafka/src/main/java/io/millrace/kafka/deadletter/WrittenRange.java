package io.millrace.kafka.deadletter;

import io.millrace.kafka.deadletter.LetterOutput.SplitPart;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * The evidence of which dead letters are written: all those of records from an offset (inclusive)
 * until another (exclusive). It is committed to a consumer group in the transaction that writes
 * them, as the offset where it ends with the rest in the metadata: {@code millrace-dlq/1
 * topic=9Fxj… from=120}.
 */
record WrittenRange(long from, long until) {

    private static final String KIND = "millrace-dlq/1";

    static final WrittenRange NONE = new WrittenRange(0, 0);

    boolean covers(long offset) {
        return from <= offset && offset < until;
    }

    /** With a part written, too; what does not touch it is forgotten. */
    WrittenRange with(SplitPart part) {
        boolean touches = from <= part.from() && part.from() <= until;
        return touches
                ? new WrittenRange(from, Math.max(until, part.until()))
                : new WrittenRange(part.from(), part.until());
    }

    OffsetAndMetadata toOffset(String topicId) {
        return new OffsetAndMetadata(until, KIND + " topic=" + topicId + " from=" + from);
    }

    /** What was written of this topic; nothing, where something else is in its place. */
    static WrittenRange of(OffsetAndMetadata offset, String topicId) {
        String prefix = KIND + " topic=" + topicId + " from=";
        return Optional.ofNullable(offset)
                .filter(found -> found.metadata().startsWith(prefix))
                .map(
                        found ->
                                new WrittenRange(
                                        Long.parseLong(found.metadata().substring(prefix.length())),
                                        found.offset()))
                .orElse(NONE);
    }
}
