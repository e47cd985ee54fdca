package io.millrace.spark.record;

import io.millrace.kafka.fetch.record.FetchedRecord;
import io.millrace.spark.column.FieldVector;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Puts one field of a record into its column. Not thread-safe. */
@FunctionalInterface
public interface RecordColumn {

    void put(FetchedRecord record, int row);

    /** The column of a field, written to this vector. */
    static RecordColumn of(RecordField field, FieldVector vector) {
        return switch (field) {
            case KEY -> (record, row) -> putKey(vector, record, row);
            case VALUE -> (record, row) -> putValue(vector, record, row);
            case TOPIC -> topic(vector);
            case PARTITION -> (record, row) -> vector.putInt(row, record.partition().partition());
            case OFFSET -> (record, row) -> vector.putLong(row, record.offset());
            case TIMESTAMP -> (record, row) -> vector.putLong(row, record.timestamp() * 1_000L);
            case TIMESTAMP_TYPE -> (record, row) -> vector.putInt(row, record.timestampType().id);
            case HEADERS -> (record, row) -> putHeaders(vector, record, row);
        };
    }

    private static RecordColumn topic(FieldVector vector) {
        return new RecordColumn() {
            private TopicPartition last;
            private byte[] utf8 = {};

            @Override
            public void put(FetchedRecord record, int row) {
                if (!record.partition().equals(last)) {
                    last = record.partition();
                    utf8 = last.topic().getBytes(StandardCharsets.UTF_8);
                }
                vector.putBytes(row, utf8, 0, utf8.length);
            }
        };
    }

    private static void putKey(FieldVector vector, FetchedRecord record, int row) {
        if (record.keyLength() == FetchedRecord.NULL) {
            vector.putNull(row);
        } else {
            vector.putBytes(row, record.keyArray(), record.keyOffset(), record.keyLength());
        }
    }

    private static void putValue(FieldVector vector, FetchedRecord record, int row) {
        if (record.valueLength() == FetchedRecord.NULL) {
            vector.putNull(row);
        } else {
            vector.putBytes(row, record.valueArray(), record.valueOffset(), record.valueLength());
        }
    }

    private static void putHeaders(FieldVector vector, FetchedRecord record, int row) {
        Header[] headers = record.headers();
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
