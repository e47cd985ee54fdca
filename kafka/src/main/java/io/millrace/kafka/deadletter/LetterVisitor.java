package io.millrace.kafka.deadletter;

import io.millrace.common.PublicApi;
import io.millrace.common.error.MillraceException;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Is shown what a dead-letter topic holds. */
@PublicApi
public interface LetterVisitor {

    /**
     * @param record as it lies in the dead-letter topic
     */
    void letter(ConsumerRecord<byte[], byte[]> record, DeadLetter letter) throws IOException;

    /** Is shown a record that is no dead letter. */
    default void unreadable(ConsumerRecord<byte[], byte[]> record, MillraceException reason)
            throws IOException {}

    /** All that has been shown may be let go of. */
    default void flush() throws IOException {}
}
