package io.millrace.spark.decode;

import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.types.StructType;

/**
 * How lines of separated values are decoded.
 *
 * @param line the columns of the table in the order of the values in a line
 * @param options options of Spark's CSV parser
 * @param timeZone the session's time zone, for timestamps without one
 * @param corruptRecordColumn the name of the column that, if asked for, gets the malformed values
 */
record CsvValueDecoding(
        StructType line, Map<String, String> options, String timeZone, String corruptRecordColumn)
        implements ValueDecoding {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean maySkip(StructType requested) {
        return !Set.of(requested.fieldNames()).contains(corruptRecordColumn);
    }

    @Override
    public RecordDecoder newDecoder(StructType requested, ColumnSink[] columns) {
        CsvDecoding decoding =
                new CsvDecoding(line, CsvDecoding.options(options, timeZone), options);
        return CorruptRecordColumn.beside(
                corruptRecordColumn, requested, columns, decoding::newDecoder);
    }
}
