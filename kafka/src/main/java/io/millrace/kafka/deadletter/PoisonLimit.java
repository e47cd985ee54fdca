package io.millrace.kafka.deadletter;

import java.io.Serializable;

/**
 * How many of the records that are read may be dead letters before reading on does more harm than
 * good.
 *
 * @param rate the share that is allowed, from 0 to 1; at 1 nothing is too much
 * @param records how many records must have been read for the rate to say something
 */
public record PoisonLimit(double rate, long records) implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * Checks what was read.
     *
     * @throws io.millrace.common.error.MillraceException TOO_MANY_DEAD_LETTERS
     */
    public void check(long read, long letters, FirstLetter first) {
        if (isExceeded(read, letters)) {
            throw DeadLetterError.TOO_MANY_DEAD_LETTERS.exception(
                    first.topic(),
                    letters,
                    read,
                    rate,
                    first.offset(),
                    first.topic() + "-" + first.partition(),
                    first.reason());
        }
    }

    /** Whether there are too many. */
    public boolean isExceeded(long read, long letters) {
        return read >= records && letters > rate * read;
    }

    /** A dead letter that stands for others. */
    public record FirstLetter(String topic, int partition, long offset, String reason)
            implements Serializable {

        private static final long serialVersionUID = 1L;
    }
}
