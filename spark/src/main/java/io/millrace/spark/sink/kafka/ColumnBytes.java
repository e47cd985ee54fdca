package io.millrace.spark.sink.kafka;

import io.millrace.spark.sink.json.RowJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;

/** Makes the bytes of a key or a value of a row; null for null. Not thread-safe. */
@FunctionalInterface
interface ColumnBytes {

    byte[] of(InternalRow row);

    /** A STRING column as UTF-8, a BINARY column as it is. */
    static ColumnBytes plain(int ordinal, DataType type) {
        if (type instanceof StringType) {
            return row -> row.isNullAt(ordinal) ? null : row.getUTF8String(ordinal).getBytes();
        }
        return row -> row.isNullAt(ordinal) ? null : row.getBinary(ordinal);
    }

    /** One column as its text, several as a JSON object. */
    static ColumnBytes key(SinkLayout layout, RowJson.Settings json) {
        List<Integer> ordinals = layout.keyColumns();
        if (ordinals.isEmpty()) {
            return row -> null;
        }
        int first = ordinals.get(0);
        DataType type = layout.schema().fields()[first].dataType();
        boolean nested =
                type instanceof StructType || type instanceof ArrayType || type instanceof MapType;
        if (ordinals.size() > 1 || nested) {
            return RowJson.of(layout.columns(ordinals), ordinals, json)::of;
        }
        if (type instanceof StringType || type instanceof BinaryType) {
            return plain(first, type);
        }
        return text(first, type, json.timeZone());
    }

    private static ColumnBytes text(int ordinal, DataType type, String timeZone) {
        Cast cast =
                new Cast(
                        new BoundReference(ordinal, type, true),
                        DataTypes.StringType,
                        Option.apply(timeZone),
                        EvalMode.LEGACY());
        return row -> {
            UTF8String text = (UTF8String) cast.eval(row);
            return text == null ? null : text.toString().getBytes(StandardCharsets.UTF_8);
        };
    }
}
