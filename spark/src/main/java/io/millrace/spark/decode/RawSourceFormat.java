package io.millrace.spark.decode;

import io.millrace.common.option.Option;
import io.millrace.common.option.OptionValues;
import io.millrace.spark.record.RecordField;
import io.millrace.spark.record.RecordField.HeadersColumn;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/** Records as they are: every column is a field of the record, and values are not decoded. */
final class RawSourceFormat implements SourceFormat {

    static final Option<Boolean> INCLUDE_HEADERS =
            Option.bool("includeHeaders", "Whether the raw format has the column `headers`.")
                    .withDefault("false");

    @Override
    public List<Option<?>> options() {
        return List.of(INCLUDE_HEADERS);
    }

    @Override
    public StructType inferSchema(OptionValues options) {
        return RecordField.rawSchema(
                options.get(INCLUDE_HEADERS) ? HeadersColumn.INCLUDED : HeadersColumn.LEFT_OUT);
    }

    @Override
    public ValueDecoding plan(OptionValues options, StructType schema) {
        return (requested, columns) -> {
            throw new IllegalStateException("raw values are not decoded");
        };
    }
}
