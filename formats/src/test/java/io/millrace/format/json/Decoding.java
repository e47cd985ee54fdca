package io.millrace.format.json;

import io.millrace.format.CollectedColumn;
import io.millrace.format.RecordDecoder;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.StructType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One decoder with columns in memory and a fallback that only takes note. */
final class Decoding {

    private final StructType schema;
    private final RecordDecoder decoder;
    private final CollectedColumn[] columns;
    private byte[] givenToFallback;

    Decoding(JsonFormat format, StructType schema) {
        this.schema = schema;
        columns = CollectedColumn.of(schema);
        decoder = format.decoder(schema, columns, new Fallback());
    }

    private final class Fallback implements RecordDecoder {

        @Override
        public Outcome decode(byte[] data, int offset, int length, int row) {
            givenToFallback = Arrays.copyOfRange(data, offset, offset + length);
            return Outcome.MALFORMED;
        }

        @Override
        public String problem() {
            return "the fallback says so";
        }
    }

    RecordDecoder decoder() {
        return decoder;
    }

    /** The row that a plain document gives; nothing for one that is not plain. */
    Optional<Map<String, Object>> decode(String document, int row) {
        return decode(document.getBytes(StandardCharsets.UTF_8), row);
    }

    Optional<Map<String, Object>> decode(byte[] document, int row) {
        return decode(document, 0, document.length, row);
    }

    Optional<Map<String, Object>> decode(byte[] data, int offset, int length, int row) {
        givenToFallback = null;
        RecordDecoder.Outcome outcome = decoder.decode(data, offset, length, row);
        if (outcome == RecordDecoder.Outcome.MALFORMED) {
            byte[] whole = Arrays.copyOfRange(data, offset, offset + length);
            if (!Arrays.equals(givenToFallback, whole)) {
                throw new AssertionError("the fallback was not given the record");
            }
            return Optional.empty();
        }
        if (givenToFallback != null) {
            throw new AssertionError("the answer is not that of the fallback");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i++) {
            Field field = schema.fields().get(i);
            values.put(field.name(), columns[i].value(row));
        }
        return Optional.of(values);
    }
}
