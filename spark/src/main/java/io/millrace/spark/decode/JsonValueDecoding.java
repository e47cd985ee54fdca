package io.millrace.spark.decode;

import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import java.util.Map;
import org.apache.spark.sql.types.StructType;

/**
 * How JSON is decoded.
 *
 * @param options options of Spark's JSON parser
 * @param timeZone the session's time zone, for timestamps without one
 * @param corruptRecordColumn the name of the column that, if asked for, gets the malformed values
 */
record JsonValueDecoding(Map<String, String> options, String timeZone, String corruptRecordColumn)
        implements ValueDecoding {

    private static final long serialVersionUID = 1L;

    @Override
    public RecordDecoder newDecoder(StructType requested, ColumnSink[] columns) {
        JsonDecoding decoding = new JsonDecoding(options, timeZone);
        return CorruptRecordColumn.beside(
                corruptRecordColumn, requested, columns, decoding::newDecoder);
    }
}
