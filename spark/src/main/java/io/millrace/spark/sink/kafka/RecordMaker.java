package io.millrace.spark.sink.kafka;

import io.millrace.common.error.MillraceException;
import io.millrace.spark.option.ValueFormat;
import io.millrace.spark.record.RecordField;
import io.millrace.spark.sink.json.RowJson;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** Makes the record of a row. Not thread-safe. */
final class RecordMaker implements RowRecords {

    private static final int ABSENT = -1;

    private final SinkLayout layout;
    private final ColumnBytes key;
    private final ColumnBytes value;
    private final int topicColumn;
    private final int partitionColumn;
    private final int timestampColumn;
    private final int headersColumn;

    RecordMaker(SinkLayout layout, RowJson.Settings json) {
        this.layout = layout;
        this.key =
                layout.parts().containsKey(RecordField.KEY)
                        ? part(layout, RecordField.KEY)
                        : ColumnBytes.key(layout, json);
        this.value = value(layout, json);
        this.topicColumn = layout.parts().getOrDefault(RecordField.TOPIC, ABSENT);
        this.partitionColumn = layout.parts().getOrDefault(RecordField.PARTITION, ABSENT);
        this.timestampColumn = layout.parts().getOrDefault(RecordField.TIMESTAMP, ABSENT);
        this.headersColumn = layout.parts().getOrDefault(RecordField.HEADERS, ABSENT);
    }

    @Override
    public ProducerRecord<byte[], byte[]> make(InternalRow row) {
        Integer partition = isSet(row, partitionColumn) ? row.getInt(partitionColumn) : null;
        if (partition != null && partition < 0) {
            throw refused(partitionColumn, partition, "a partition is 0 or more");
        }
        Long timestamp = null;
        if (isSet(row, timestampColumn)) {
            timestamp = Math.floorDiv(row.getLong(timestampColumn), 1_000L);
            if (timestamp < 0) {
                throw refused(
                        timestampColumn,
                        Instant.ofEpochMilli(timestamp),
                        "Kafka has no times before 1970");
            }
        }
        Headers headers = isSet(row, headersColumn) ? headers(row.getArray(headersColumn)) : null;
        return new ProducerRecord<>(
                topic(row), partition, timestamp, key.of(row), value.of(row), headers);
    }

    /**
     * Spark's Kafka sink lets the option win over the column, and so does the raw format; elsewhere
     * a column named {@code _topic} is there for no other purpose than to choose.
     */
    private String topic(InternalRow row) {
        boolean optionWins = layout.format() == ValueFormat.RAW && layout.topic() != null;
        if (!optionWins && isSet(row, topicColumn)) {
            return row.getUTF8String(topicColumn).toString();
        }
        if (layout.topic() == null) {
            throw SinkError.SINK_TOPIC_MISSING.exception(
                    "the row has none", layout.schema().fields()[topicColumn].name());
        }
        return layout.topic();
    }

    private MillraceException refused(int column, Object value, String reason) {
        return SinkError.SINK_VALUE_REFUSED.exception(
                value, layout.schema().fields()[column].name(), reason);
    }

    private static boolean isSet(InternalRow row, int column) {
        return column != ABSENT && !row.isNullAt(column);
    }

    private static ColumnBytes part(SinkLayout layout, RecordField field) {
        int ordinal = layout.parts().get(field);
        return ColumnBytes.plain(ordinal, layout.schema().fields()[ordinal].dataType());
    }

    private static ColumnBytes value(SinkLayout layout, RowJson.Settings json) {
        return switch (layout.format()) {
            case RAW -> part(layout, RecordField.VALUE);
            case JSON ->
                    RowJson.of(layout.columns(layout.valueColumns()), layout.valueColumns(), json)
                            ::of;
            case TEXT -> {
                int ordinal = layout.valueColumns().get(0);
                yield ColumnBytes.plain(ordinal, layout.schema().fields()[ordinal].dataType());
            }
            default -> throw new IllegalStateException(layout.format() + " is not written");
        };
    }

    static Headers headers(ArrayData array) {
        RecordHeaders headers = new RecordHeaders();
        for (int i = 0; i < array.numElements(); i++) {
            InternalRow header = array.getStruct(i, 2);
            byte[] value = header.isNullAt(1) ? null : header.getBinary(1);
            headers.add(header.getUTF8String(0).toString(), value);
        }
        return headers;
    }
}
