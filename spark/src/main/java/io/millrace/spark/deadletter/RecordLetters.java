package io.millrace.spark.deadletter;

import io.millrace.kafka.deadletter.LetterReason;
import io.millrace.kafka.fetch.record.FetchedRecord;

/** Takes records that cannot be decoded, while a split is read. Not thread-safe. */
public interface RecordLetters extends AutoCloseable {

    /** For reads that have no dead letters. */
    RecordLetters NONE =
            new RecordLetters() {
                @Override
                public void add(FetchedRecord record, LetterReason reason) {
                    throw new IllegalStateException("there are no dead letters here");
                }

                @Override
                public void readUpTo(long nextOffset, long records) {}

                @Override
                public void complete(long until) {}

                @Override
                public void close() {}
            };

    /** A record is left out because it cannot be decoded. */
    void add(FetchedRecord record, LetterReason reason);

    /**
     * So many more records have been read.
     *
     * @param nextOffset one more than the offset of the last of them
     * @throws io.millrace.common.error.MillraceException if too many of them cannot be decoded, or
     *     the dead letters cannot be written
     */
    void readUpTo(long nextOffset, long records);

    /**
     * The split has been read to its end. When this returns, its dead letters are written.
     *
     * @throws io.millrace.common.error.MillraceException as by {@link #readUpTo}
     */
    void complete(long until);

    /** Writes what there is of a split that was read in part, unless the task has failed. */
    @Override
    void close();
}
