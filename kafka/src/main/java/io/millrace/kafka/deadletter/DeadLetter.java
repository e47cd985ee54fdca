package io.millrace.kafka.deadletter;

import io.millrace.common.PublicApi;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;

/**
 * A record or a row that could not be processed, with what is needed to put it back.
 *
 * @param key the bytes of the key, or null
 * @param value the bytes of the value, or null
 * @param headers those of the record, in their order, the same key several times if it was so
 * @param content what key, value and headers are
 * @param origin where the record was read; empty where that is not known
 * @param time when it became a dead letter, to the millisecond
 */
@PublicApi
public record DeadLetter(
        byte[] key,
        byte[] value,
        List<Header> headers,
        LetterContent content,
        Optional<RecordOrigin> origin,
        LetterReason reason,
        LetterQuery query,
        Instant time) {

    public DeadLetter {
        headers = List.copyOf(headers);
        time = Instant.ofEpochMilli(time.toEpochMilli());
    }
}
