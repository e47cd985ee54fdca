package io.millrace.kafka.deadletter;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Where the dead letters of one split go. Not thread-safe. */
public interface LetterOutput extends AutoCloseable {

    /**
     * Writes dead letters. When this returns, they are written for good, or will be with the
     * transaction that they are a part of.
     *
     * @param letters all that there are of a part of the split, in the order of their offsets
     * @throws io.millrace.common.error.MillraceException if they cannot be written
     */
    void write(SplitPart part, List<SealedLetter> letters);

    /**
     * A dead letter that is ready to be written.
     *
     * @param offset of the record that it was
     */
    record SealedLetter(long offset, ProducerRecord<byte[], byte[]> record) {}

    /**
     * Offsets of a split.
     *
     * @param from inclusive
     * @param until exclusive
     */
    record SplitPart(long from, long until) {}

    @Override
    void close();
}
