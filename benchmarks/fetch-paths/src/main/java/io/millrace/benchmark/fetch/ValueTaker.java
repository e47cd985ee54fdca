package io.millrace.benchmark.fetch;

import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import io.millrace.format.RecordDecoder.Outcome;
import io.millrace.format.json.JsonFormat;
import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.StructType;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/** Decodes one field of each value into a column of a batch's size, and counts the views. */
final class ValueTaker {

    private static final int ROWS = 4_096;
    private static final byte[] VIEW = "view".getBytes(StandardCharsets.US_ASCII);

    private final TextColumn column = new TextColumn();
    private final RecordDecoder decoder;
    private int row;
    private long values;
    private long views;

    ValueTaker() {
        StructType schema =
                new StructType(List.of(new Field("event_type", FieldType.Scalar.STRING)));
        this.decoder =
                JsonFormat.inZone(ZoneOffset.UTC)
                        .decoder(
                                schema,
                                new ColumnSink[] {column},
                                (data, offset, length, at) -> {
                                    throw new IllegalStateException("not a plain document");
                                });
    }

    void take(byte[] data, int offset, int length) {
        if (decoder.decode(data, offset, length, row) != Outcome.DECODED) {
            throw new IllegalStateException("not decoded");
        }
        values++;
        row++;
        if (row == ROWS) {
            endBatch();
        }
    }

    private void endBatch() {
        for (int i = 0; i < row; i++) {
            if (column.is(i, VIEW)) {
                views++;
            }
        }
        row = 0;
        column.reset();
    }

    long values() {
        return values;
    }

    long views() {
        endBatch();
        return views;
    }

    /** As a column of the connector: bytes one after the other, and where each row lies. */
    private static final class TextColumn implements ColumnSink {

        private final int[] offsets = new int[ROWS];
        private final int[] lengths = new int[ROWS];
        private byte[] bytes = new byte[ROWS * 16];
        private int used;

        @Override
        public void putNull(int row) {
            lengths[row] = -1;
        }

        @Override
        public void putBytes(int row, byte[] source, int offset, int length) {
            if (used + length > bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * bytes.length + length);
            }
            System.arraycopy(source, offset, bytes, used, length);
            offsets[row] = used;
            lengths[row] = length;
            used += length;
        }

        boolean is(int row, byte[] text) {
            return lengths[row] == text.length
                    && Arrays.equals(
                            bytes, offsets[row], offsets[row] + text.length, text, 0, text.length);
        }

        void reset() {
            used = 0;
        }
    }
}
