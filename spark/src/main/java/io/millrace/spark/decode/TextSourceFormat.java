package io.millrace.spark.decode;

import io.millrace.common.option.OptionValues;
import io.millrace.format.text.TextFormat;
import io.millrace.spark.column.ColumnTypes;
import io.millrace.spark.option.TableError;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** A value that is one text. */
final class TextSourceFormat implements SourceFormat {

    @Override
    public StructType inferSchema(OptionValues options) {
        return new StructType().add("value", DataTypes.StringType);
    }

    @Override
    public ValueDecoding plan(OptionValues options, StructType schema) {
        if (schema.length() != 1 || !(schema.fields()[0].dataType() instanceof StringType)) {
            throw TableError.SCHEMA_MISMATCH.exception(
                    "text", "one column of type STRING", schema.sql());
        }
        return (requested, columns) ->
                TextFormat.decoder(ColumnTypes.structType(requested), columns);
    }
}
