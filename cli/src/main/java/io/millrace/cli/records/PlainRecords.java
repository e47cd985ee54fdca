package io.millrace.cli.records;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Each value as it is, and a line feed; before it the key, if that is wanted. */
final class PlainRecords implements RecordFormat {

    private final OutputStream out;
    private final byte[] keySeparator;
    private final byte[] nullMarker;

    /**
     * @param keySeparator what to put between key and value; null for values only
     * @param nullMarker what to put for null; null for nothing
     */
    PlainRecords(OutputStream out, String keySeparator, String nullMarker) {
        this.out = out;
        this.keySeparator =
                keySeparator == null ? null : keySeparator.getBytes(StandardCharsets.UTF_8);
        this.nullMarker =
                nullMarker == null ? new byte[0] : nullMarker.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void write(ConsumerRecord<byte[], byte[]> record) throws IOException {
        if (keySeparator != null) {
            out.write(record.key() == null ? nullMarker : record.key());
            out.write(keySeparator);
        }
        out.write(record.value() == null ? nullMarker : record.value());
        out.write('\n');
    }
}
