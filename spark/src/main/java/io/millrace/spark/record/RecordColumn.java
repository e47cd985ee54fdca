package io.millrace.spark.record;

import io.millrace.spark.column.FieldVector;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Puts one field of a record, whose buffers lie on the heap, into its column. Not thread-safe. */
@FunctionalInterface
public interface RecordColumn {

    void put(ConsumerRecord<ByteBuffer, ByteBuffer> record, int row);

    /** The column of a field, written to this vector. */
    static RecordColumn of(RecordField field, FieldVector vector) {
        return switch (field) {
            case KEY -> (record, row) -> putBuffer(vector, row, record.key());
            case VALUE -> (record, row) -> putBuffer(vector, row, record.value());
            case TOPIC -> topic(vector);
            case PARTITION -> (record, row) -> vector.putInt(row, record.partition());
            case OFFSET -> (record, row) -> vector.putLong(row, record.offset());
            case TIMESTAMP -> (record, row) -> vector.putLong(row, record.timestamp() * 1_000L);
            case TIMESTAMP_TYPE -> (record, row) -> vector.putInt(row, record.timestampType().id);
            case HEADERS -> (record, row) -> putHeaders(vector, record, row);
        };
    }

    private static RecordColumn topic(FieldVector vector) {
        return new RecordColumn() {
            private String name = "";
            private byte[] utf8 = {};

            @Override
            public void put(ConsumerRecord<ByteBuffer, ByteBuffer> record, int row) {
                if (!name.equals(record.topic())) {
                    name = record.topic();
                    utf8 = name.getBytes(StandardCharsets.UTF_8);
                }
                vector.putBytes(row, utf8, 0, utf8.length);
            }
        };
    }

    private static void putBuffer(FieldVector vector, int row, ByteBuffer buffer) {
        if (buffer == null) {
            vector.putNull(row);
        } else {
            int offset = buffer.arrayOffset() + buffer.position();
            vector.putBytes(row, buffer.array(), offset, buffer.remaining());
        }
    }

    private static void putHeaders(
            FieldVector vector, ConsumerRecord<ByteBuffer, ByteBuffer> record, int row) {
        Header[] headers = record.headers().toArray();
        if (headers.length == 0) {
            vector.putNull(row);
            return;
        }
        FieldVector elements = vector.child(0);
        int first = elements.addRow();
        for (int i = 0; i < headers.length; i++) {
            int element = i == 0 ? first : elements.addRow();
            elements.putStruct(element);
            byte[] key = headers[i].key().getBytes(StandardCharsets.UTF_8);
            elements.child(0).putBytes(element, key, 0, key.length);
            byte[] value = headers[i].value();
            if (value == null) {
                elements.child(1).putNull(element);
            } else {
                elements.child(1).putBytes(element, value, 0, value.length);
            }
        }
        vector.putArray(row, first, headers.length);
    }
}
