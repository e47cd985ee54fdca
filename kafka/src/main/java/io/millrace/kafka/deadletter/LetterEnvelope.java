package io.millrace.kafka.deadletter;

import io.millrace.common.PublicApi;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A dead letter as a Kafka record: key, value and headers of the record that it was, and headers
 * with the prefix {@value #PREFIX} that say the rest. A header of the record that begins with that
 * prefix is kept under {@value #ESCAPE}, so that it is never taken for what Millrace says.
 */
@PublicApi
public final class LetterEnvelope {

    /** What headers of Millrace begin with. */
    public static final String PREFIX = "millrace.";

    /** In front of headers of the record that begin with {@link #PREFIX}. */
    static final String ESCAPE = "millrace.original:";

    static final String VERSION = "millrace.dlq.version";
    static final String CONTENT = "millrace.dlq.content";
    static final String TOPIC = "millrace.dlq.topic";
    static final String PARTITION = "millrace.dlq.partition";
    static final String OFFSET = "millrace.dlq.offset";
    static final String TIMESTAMP = "millrace.dlq.timestamp";
    static final String REASON = "millrace.dlq.reason";
    static final String MESSAGE = "millrace.dlq.message";
    static final String QUERY_ID = "millrace.dlq.query.id";
    static final String QUERY_NAME = "millrace.dlq.query.name";
    static final String TIME = "millrace.dlq.time";

    static final String CURRENT = "1";

    private LetterEnvelope() {}

    /** The record to write; its partition is for the producer to choose, by the key. */
    public static ProducerRecord<byte[], byte[]> seal(DeadLetter letter, String topic) {
        List<Header> headers = new ArrayList<>();
        add(headers, VERSION, CURRENT);
        add(headers, CONTENT, letter.content().toString());
        letter.origin()
                .ifPresent(
                        origin -> {
                            add(headers, TOPIC, origin.topic());
                            add(headers, PARTITION, Integer.toString(origin.partition()));
                            add(headers, OFFSET, Long.toString(origin.offset()));
                            if (origin.timestamp() != RecordOrigin.NO_TIMESTAMP) {
                                add(headers, TIMESTAMP, Long.toString(origin.timestamp()));
                            }
                        });
        add(headers, REASON, letter.reason().code());
        add(headers, MESSAGE, letter.reason().message());
        letter.query().id().ifPresent(id -> add(headers, QUERY_ID, id));
        letter.query().name().ifPresent(name -> add(headers, QUERY_NAME, name));
        add(headers, TIME, letter.time().toString());
        for (Header header : letter.headers()) {
            headers.add(
                    header.key().startsWith(PREFIX)
                            ? new RecordHeader(ESCAPE + header.key(), header.value())
                            : header);
        }
        return new ProducerRecord<>(topic, null, letter.key(), letter.value(), headers);
    }

    private static void add(List<Header> headers, String key, String value) {
        headers.add(new RecordHeader(key, value.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Reads a dead letter.
     *
     * @throws io.millrace.common.error.MillraceException NO_DEAD_LETTER if the record is none, or
     *     of a later version, or damaged
     */
    public static DeadLetter open(ConsumerRecord<byte[], byte[]> record) {
        return new LetterReader(record).read();
    }
}
