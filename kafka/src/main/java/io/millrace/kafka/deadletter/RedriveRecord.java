package io.millrace.kafka.deadletter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Makes of a dead letter the record that it was. */
final class RedriveRecord {

    /** How often a record has been put back. */
    static final String REDRIVES = "millrace.redrives";

    private RedriveRecord() {}

    /**
     * Key, value, timestamp and headers are those of the record, with one header more.
     *
     * @param partitionOrNull where it goes; null leaves it to the producer, which goes by the key
     */
    static ProducerRecord<byte[], byte[]> of(
            DeadLetter letter, String topic, Integer partitionOrNull) {
        List<Header> headers = new ArrayList<>();
        long times = 1;
        for (Header header : letter.headers()) {
            if (header.key().equals(REDRIVES)) {
                times = 1 + number(header.value());
            } else {
                headers.add(header);
            }
        }
        headers.add(
                new RecordHeader(REDRIVES, Long.toString(times).getBytes(StandardCharsets.UTF_8)));
        Long timestamp =
                letter.origin().map(RecordOrigin::timestamp).filter(time -> time >= 0).orElse(null);
        return new ProducerRecord<>(
                topic, partitionOrNull, timestamp, letter.key(), letter.value(), headers);
    }

    /** Anybody may have written the header: what is no number counts as none. */
    private static long number(byte[] value) {
        try {
            return value == null
                    ? 0
                    : Math.max(0, Integer.parseInt(new String(value, StandardCharsets.UTF_8)));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
