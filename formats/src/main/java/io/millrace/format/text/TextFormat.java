package io.millrace.format.text;

import io.millrace.common.PublicApi;
import io.millrace.format.ColumnSink;
import io.millrace.format.FormatError;
import io.millrace.format.RecordDecoder;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.util.stream.Collectors;

/** A value that is text: its bytes as they are, in one column. Nothing is malformed. */
@PublicApi
public final class TextFormat {

    private TextFormat() {}

    /**
     * Makes a decoder.
     *
     * @param schema one field of type STRING, or none where only the records count
     * @param columns one for each field of the schema
     * @throws io.millrace.common.error.MillraceException TEXT_NOT_ONE_STRING
     */
    public static RecordDecoder decoder(StructType schema, ColumnSink[] columns) {
        if (columns.length != schema.fields().size()) {
            throw new IllegalArgumentException(
                    columns.length + " columns for " + schema.fields().size() + " fields");
        }
        boolean oneText =
                schema.fields().stream().allMatch(field -> field.type() == Scalar.STRING)
                        && columns.length <= 1;
        if (!oneText) {
            throw FormatError.TEXT_NOT_ONE_STRING.exception(
                    schema.fields().stream().map(Field::name).collect(Collectors.joining(", ")));
        }
        return (data, offset, length, row) -> {
            for (ColumnSink column : columns) {
                column.putBytes(row, data, offset, length);
            }
            return RecordDecoder.Outcome.DECODED;
        };
    }
}
