package io.millrace.spark.decode;

import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import io.millrace.format.predicate.RowSelection;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.internal.SQLConf;
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

    /** Without partial results, what is wrong with one field may change others of the record. */
    @Override
    public boolean maySkip(StructType requested) {
        return !Set.of(requested.fieldNames()).contains(corruptRecordColumn)
                && SQLConf.get().jsonEnablePartialResults();
    }

    @Override
    public RecordDecoder newDecoder(StructType requested, ColumnSink[] columns) {
        JsonDecoding decoding = new JsonDecoding(options, timeZone);
        return CorruptRecordColumn.beside(
                corruptRecordColumn, requested, columns, decoding::newDecoder);
    }

    @Override
    public RecordDecoder newDecoder(
            StructType requested, ColumnSink[] columns, RowSelection selection) {
        JsonDecoding decoding = new JsonDecoding(options, timeZone);
        if (selection.isAll() || !decoding.scans()) {
            return newDecoder(requested, columns);
        }
        RecordDecoder fallback = ValueDecoding.super.newDecoder(requested, columns, selection);
        return decoding.newDecoder(requested, columns, selection, fallback);
    }
}
