package io.millrace.spark.decode;

import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import io.millrace.format.text.TextFormat;
import io.millrace.spark.column.ColumnTypes;
import io.millrace.spark.option.ValueFormat;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructType;

/**
 * How values are decoded, as the driver sends it to the tasks.
 *
 * @param schema the fields of the value that are asked for
 * @param jsonOptions options of Spark's JSON parser
 * @param timeZone the session's time zone, for timestamps without one
 * @param corruptRecordColumn the name of the column that, if asked for, gets the malformed values
 */
public record ValueDecoding(
        ValueFormat format,
        StructType schema,
        Map<String, String> jsonOptions,
        String timeZone,
        String corruptRecordColumn)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** A decoder that writes one column for each field of the schema. */
    public RecordDecoder newDecoder(ColumnSink[] columns) {
        return switch (format) {
            case JSON -> json(columns);
            case TEXT -> TextFormat.decoder(ColumnTypes.structType(schema), columns);
            case RAW -> throw new IllegalStateException("raw values are not decoded");
        };
    }

    private RecordDecoder json(ColumnSink[] columns) {
        JsonDecoding decoding = new JsonDecoding(jsonOptions, timeZone);
        int corrupt = List.of(schema.fieldNames()).indexOf(corruptRecordColumn);
        if (corrupt < 0) {
            return decoding.newDecoder(schema, columns);
        }
        return CorruptRecordColumn.around(decoding, schema, columns, corrupt);
    }
}
