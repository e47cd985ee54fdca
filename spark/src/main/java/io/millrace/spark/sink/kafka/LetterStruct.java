package io.millrace.spark.sink.kafka;

import io.millrace.kafka.deadletter.DeadLetter;
import io.millrace.kafka.deadletter.LetterContent;
import io.millrace.kafka.deadletter.LetterQuery;
import io.millrace.kafka.deadletter.LetterReason;
import io.millrace.kafka.deadletter.RecordOrigin;
import io.millrace.spark.deadletter.DeadLetterColumn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Reads the column by which a query says that a row is a dead letter. */
final class LetterStruct {

    /** For rows of which the query does not say more. */
    private static final String REASON = "REJECTED_BY_QUERY";

    private final int ordinal;
    private final StructType type;
    private final ColumnBytes wholeRow;

    /**
     * @param wholeRow makes the text of a row whose column has none
     */
    LetterStruct(SinkLayout layout, ColumnBytes wholeRow) {
        this.ordinal = layout.letterColumn();
        this.type = (StructType) layout.schema().fields()[ordinal].dataType();
        this.wholeRow = wholeRow;
    }

    boolean isSet(InternalRow row) {
        return !row.isNullAt(ordinal);
    }

    DeadLetter letter(InternalRow row, LetterQuery query) {
        InternalRow letter = row.getStruct(ordinal, type.length());
        int value = field(letter, DeadLetterColumn.VALUE);
        return new DeadLetter(
                bytes(letter, DeadLetterColumn.KEY),
                value < 0 ? text(row, letter) : letter.getBinary(value),
                headers(letter),
                value < 0 ? LetterContent.ROW : LetterContent.RECORD,
                origin(letter),
                new LetterReason(
                        string(letter, DeadLetterColumn.REASON).orElse(REASON),
                        string(letter, DeadLetterColumn.MESSAGE).orElse("")),
                query,
                Instant.now());
    }

    private byte[] text(InternalRow row, InternalRow letter) {
        return string(letter, DeadLetterColumn.ROW)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> wholeRow.of(row));
    }

    private Optional<RecordOrigin> origin(InternalRow letter) {
        int partition = field(letter, DeadLetterColumn.PARTITION);
        int offset = field(letter, DeadLetterColumn.OFFSET);
        int timestamp = field(letter, DeadLetterColumn.TIMESTAMP);
        return partition < 0 || offset < 0
                ? Optional.empty()
                : string(letter, DeadLetterColumn.TOPIC)
                        .map(
                                topic ->
                                        new RecordOrigin(
                                                topic,
                                                letter.getInt(partition),
                                                letter.getLong(offset),
                                                timestamp < 0
                                                        ? RecordOrigin.NO_TIMESTAMP
                                                        : Math.floorDiv(
                                                                letter.getLong(timestamp),
                                                                1_000L)));
    }

    private List<Header> headers(InternalRow letter) {
        int headers = field(letter, DeadLetterColumn.HEADERS);
        return headers < 0
                ? List.of()
                : List.of(RecordMaker.headers(letter.getArray(headers)).toArray());
    }

    private byte[] bytes(InternalRow letter, String name) {
        int field = field(letter, name);
        return field < 0 ? null : letter.getBinary(field);
    }

    private Optional<String> string(InternalRow letter, String name) {
        int field = field(letter, name);
        return field < 0 ? Optional.empty() : Optional.of(letter.getUTF8String(field).toString());
    }

    /** The ordinal of a field that is not null, or -1. */
    private int field(InternalRow letter, String name) {
        int field = List.of(type.fieldNames()).indexOf(name);
        return field < 0 || letter.isNullAt(field) ? -1 : field;
    }
}
