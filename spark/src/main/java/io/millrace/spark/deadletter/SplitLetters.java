package io.millrace.spark.deadletter;

import io.millrace.kafka.deadletter.DeadLetter;
import io.millrace.kafka.deadletter.LetterContent;
import io.millrace.kafka.deadletter.LetterEnvelope;
import io.millrace.kafka.deadletter.LetterOutput;
import io.millrace.kafka.deadletter.LetterOutput.SealedLetter;
import io.millrace.kafka.deadletter.LetterOutput.SplitPart;
import io.millrace.kafka.deadletter.LetterReason;
import io.millrace.kafka.deadletter.PoisonLimit.FirstLetter;
import io.millrace.kafka.deadletter.RecordOrigin;
import io.millrace.kafka.fetch.record.FetchedRecord;
import io.millrace.kafka.plan.OffsetRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.apache.spark.TaskContext;

/**
 * Gathers the dead letters of one split and writes them in parts: one at its end, and one whenever
 * there is enough for it. Each part is judged before it is written, so that a split full of records
 * that cannot be decoded does not fill the topic.
 */
final class SplitLetters implements RecordLetters {

    private static final long PART_BYTES = 4L << 20;
    private static final int OWN_HEADERS_BYTES = 500;

    private final OffsetRange range;
    private final String topic;
    private final LetterOutput output;
    private final DeadLetterPlan plan;
    private final List<SealedLetter> letters = new ArrayList<>();
    private long bytes;
    private long records;
    private long next;
    private long partFrom;
    private FirstLetter first;

    /**
     * @param topic of the dead letters
     */
    SplitLetters(OffsetRange range, String topic, LetterOutput output, DeadLetterPlan plan) {
        this.range = range;
        this.topic = topic;
        this.output = output;
        this.plan = plan;
        this.partFrom = range.from();
        this.next = range.from();
    }

    @Override
    public void add(FetchedRecord record, LetterReason reason) {
        if (first == null) {
            first =
                    new FirstLetter(
                            record.partition().topic(),
                            record.partition().partition(),
                            record.offset(),
                            reason.message());
        }
        DeadLetter letter = letter(record, reason);
        letters.add(new SealedLetter(record.offset(), LetterEnvelope.seal(letter, topic)));
        bytes += record.bytes() + OWN_HEADERS_BYTES;
        for (Header header : letter.headers()) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
    }

    private DeadLetter letter(FetchedRecord record, LetterReason reason) {
        return new DeadLetter(
                copy(record.keyArray(), record.keyOffset(), record.keyLength()),
                copy(record.valueArray(), record.valueOffset(), record.valueLength()),
                List.of(record.headers()),
                LetterContent.RECORD,
                Optional.of(
                        new RecordOrigin(
                                record.partition().topic(),
                                record.partition().partition(),
                                record.offset(),
                                record.timestampType() == TimestampType.NO_TIMESTAMP_TYPE
                                        ? RecordOrigin.NO_TIMESTAMP
                                        : record.timestamp())),
                reason,
                plan.query(),
                Instant.now());
    }

    private static byte[] copy(byte[] array, int from, int length) {
        return length == FetchedRecord.NULL ? null : Arrays.copyOfRange(array, from, from + length);
    }

    @Override
    public void readUpTo(long nextOffset, long more) {
        records += more;
        next = nextOffset;
        if (bytes >= PART_BYTES) {
            writePart(nextOffset);
        }
    }

    @Override
    public void complete(long until) {
        writePart(until);
        next = partFrom;
    }

    private void writePart(long until) {
        plan.limit().check(records, letters.size(), first);
        output.write(new SplitPart(partFrom, until), letters);
        if (plan.countsOrNull() != null && records > 0) {
            plan.countsOrNull().add(new LetterCounts.Count(records, letters.size(), first));
        }
        partFrom = until;
        letters.clear();
        bytes = 0;
        records = 0;
        first = null;
    }

    @Override
    public void close() {
        try {
            TaskContext task = TaskContext.get();
            boolean failed = task != null && (task.isFailed() || task.isInterrupted());
            if (!failed && next > partFrom) {
                writePart(next);
            }
        } finally {
            output.close();
        }
    }

    @Override
    public String toString() {
        return "dead letters of " + range;
    }
}
