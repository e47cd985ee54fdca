package io.millrace.spark.decode;

import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Gives one column the values that are malformed, as {@code from_json} does with its own. */
final class CorruptRecordColumn implements RecordDecoder {

    private final RecordDecoder others;
    private final ColumnSink column;

    private CorruptRecordColumn(RecordDecoder others, ColumnSink column) {
        this.others = others;
        this.column = column;
    }

    /**
     * A decoder of all columns. The one of this name, if there is such, gets the malformed values,
     * and the format decodes the others.
     */
    static RecordDecoder beside(
            String name, StructType schema, ColumnSink[] columns, ValueDecoding format) {
        int corrupt = List.of(schema.fieldNames()).indexOf(name);
        if (corrupt < 0) {
            return format.newDecoder(schema, columns);
        }
        List<StructField> fields = new ArrayList<>();
        List<ColumnSink> sinks = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            if (i != corrupt) {
                fields.add(schema.fields()[i]);
                sinks.add(columns[i]);
            }
        }
        RecordDecoder others =
                format.newDecoder(
                        new StructType(fields.toArray(StructField[]::new)),
                        sinks.toArray(ColumnSink[]::new));
        return new CorruptRecordColumn(others, columns[corrupt]);
    }

    @Override
    public Outcome decode(byte[] data, int offset, int length, int row) {
        Outcome outcome = others.decode(data, offset, length, row);
        if (outcome == Outcome.MALFORMED) {
            column.putBytes(row, data, offset, length);
        } else {
            column.putNull(row);
        }
        return outcome;
    }

    @Override
    public String problem() {
        return others.problem();
    }
}
