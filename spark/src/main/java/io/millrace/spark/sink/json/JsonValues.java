package io.millrace.spark.sink.json;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.UTF8String;

/** How the values of each type are written; the reference is Spark's generator. */
final class JsonValues {

    private final JSONOptions options;

    JsonValues(JSONOptions options) {
        this.options = options;
    }

    /** Empty if it has a type that is not written here. */
    Optional<JsonObjectWriter> object(StructType type, int[] ordinals) {
        List<StructField> fields = List.of(type.fields());
        List<JsonValueWriter> values = new ArrayList<>(fields.size());
        for (StructField field : fields) {
            Optional<JsonValueWriter> value = value(field.dataType());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return Optional.of(new JsonObjectWriter(fields, ordinals, values, options));
    }

    private Optional<JsonValueWriter> value(DataType type) {
        if (type instanceof StructType struct) {
            return struct(struct);
        }
        if (type instanceof ArrayType array) {
            return value(array.elementType()).map(JsonValues::array);
        }
        if (type instanceof MapType map) {
            return value(map.valueType()).map(value -> map(map.keyType(), value));
        }
        return Optional.ofNullable(scalar(type));
    }

    private Optional<JsonValueWriter> struct(StructType type) {
        int size = type.length();
        return object(type, IntStream.range(0, size).toArray())
                .map(
                        object ->
                                (json, values, ordinal) ->
                                        object.write(json, values.getStruct(ordinal, size)));
    }

    private static JsonValueWriter array(JsonValueWriter element) {
        return (json, values, ordinal) -> {
            ArrayData array = values.getArray(ordinal);
            json.append('[');
            for (int i = 0; i < array.numElements(); i++) {
                if (i > 0) {
                    json.append(',');
                }
                writeElement(json, element, array, i);
            }
            json.append(']');
        };
    }

    private static JsonValueWriter map(DataType keyType, JsonValueWriter value) {
        return (json, values, ordinal) -> {
            MapData map = values.getMap(ordinal);
            ArrayData keys = map.keyArray();
            json.append('{');
            for (int i = 0; i < map.numElements(); i++) {
                if (i > 0) {
                    json.append(',');
                }
                Object key = keys.get(i, keyType);
                json.appendString(
                        key instanceof UTF8String text
                                ? text
                                : UTF8String.fromString(key.toString()));
                json.append(':');
                writeElement(json, value, map.valueArray(), i);
            }
            json.append('}');
        };
    }

    private static void writeElement(
            JsonBuffer json, JsonValueWriter writer, ArrayData values, int i) {
        if (values.isNullAt(i)) {
            json.appendAscii("null");
        } else {
            writer.write(json, values, i);
        }
    }

    /** Null for a type that is not written here. */
    private JsonValueWriter scalar(DataType type) {
        if (type instanceof StringType) {
            return (json, values, i) -> json.appendString(values.getUTF8String(i));
        }
        if (type instanceof LongType) {
            return (json, values, i) -> json.appendLong(values.getLong(i));
        }
        if (type instanceof IntegerType) {
            return (json, values, i) -> json.appendLong(values.getInt(i));
        }
        if (type instanceof ShortType) {
            return (json, values, i) -> json.appendLong(values.getShort(i));
        }
        if (type instanceof ByteType) {
            return (json, values, i) -> json.appendLong(values.getByte(i));
        }
        if (type instanceof BooleanType) {
            return (json, values, i) -> json.appendAscii(Boolean.toString(values.getBoolean(i)));
        }
        if (type instanceof DoubleType) {
            return JsonValues::writeDouble;
        }
        if (type instanceof FloatType) {
            return JsonValues::writeFloat;
        }
        if (type instanceof DecimalType decimal) {
            return decimal(decimal.precision(), decimal.scale());
        }
        if (type instanceof BinaryType) {
            return JsonValues::writeBinary;
        }
        return time(type);
    }

    private JsonValueWriter time(DataType type) {
        if (type instanceof TimestampType) {
            return TimeTexts.timestamps(options);
        }
        if (type instanceof TimestampNTZType) {
            return TimeTexts.timestampsWithoutZone(options);
        }
        if (type instanceof DateType) {
            return TimeTexts.dates(options);
        }
        return null;
    }

    private static JsonValueWriter decimal(int precision, int scale) {
        return (json, values, i) ->
                json.appendAscii(
                        values.getDecimal(i, precision, scale).toJavaBigDecimal().toString());
    }

    private static void writeDouble(JsonBuffer json, SpecializedGetters values, int ordinal) {
        double value = values.getDouble(ordinal);
        writeFloating(json, Double.toString(value), Double.isFinite(value));
    }

    private static void writeFloat(JsonBuffer json, SpecializedGetters values, int ordinal) {
        float value = values.getFloat(ordinal);
        writeFloating(json, Float.toString(value), Float.isFinite(value));
    }

    /** JSON has no numbers that are not finite: they are strings. */
    private static void writeFloating(JsonBuffer json, String text, boolean finite) {
        if (finite) {
            json.appendAscii(text);
        } else {
            json.append('"');
            json.appendAscii(text);
            json.append('"');
        }
    }

    private static void writeBinary(JsonBuffer json, SpecializedGetters values, int ordinal) {
        json.append('"');
        json.append(Base64.getEncoder().encode(values.getBinary(ordinal)));
        json.append('"');
    }
}
