package io.millrace.spark.sink.json;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.unsafe.types.UTF8String;

/** Writes the fields of a struct as a JSON object. */
final class JsonObjectWriter {

    private final int[] ordinals;
    private final byte[][] names;
    private final JsonValueWriter[] values;
    private final boolean[] writesNull;

    /**
     * @param ordinals where in a row each of the fields lies
     * @param values how each of the fields is written
     */
    JsonObjectWriter(
            List<StructField> fields,
            int[] ordinals,
            List<JsonValueWriter> values,
            JSONOptions options) {
        this.ordinals = ordinals;
        this.values = values.toArray(new JsonValueWriter[0]);
        this.names =
                fields.stream().map(field -> nameAndColon(field.name())).toArray(byte[][]::new);
        this.writesNull = new boolean[fields.size()];
        for (int i = 0; i < writesNull.length; i++) {
            writesNull[i] = writesNull(fields.get(i), options);
        }
    }

    private static byte[] nameAndColon(String name) {
        JsonBuffer json = new JsonBuffer();
        json.appendString(UTF8String.fromString(name));
        json.append(':');
        return json.toBytes();
    }

    private static boolean writesNull(StructField field, JSONOptions options) {
        return !options.ignoreNullFields()
                || options.writeNullIfWithDefaultValue()
                        && field.getExistenceDefaultValue().isDefined();
    }

    void write(JsonBuffer json, SpecializedGetters row) {
        json.append('{');
        boolean first = true;
        for (int i = 0; i < ordinals.length; i++) {
            boolean isNull = row.isNullAt(ordinals[i]);
            if (isNull && !writesNull[i]) {
                continue;
            }
            if (!first) {
                json.append(',');
            }
            first = false;
            json.append(names[i]);
            if (isNull) {
                json.appendAscii("null");
            } else {
                values[i].write(json, row, ordinals[i]);
            }
        }
        json.append('}');
    }
}
