package io.millrace.format.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.DecimalType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How Spark reads JSON: its {@code JacksonParser} on the parser of Jackson that it uses, in the
 * simplest form. Where Spark has any error, so has this.
 */
final class SparkReading {

    /** As Spark's {@code JSONOptions.buildJsonFactory} makes it with default options. */
    private static final JsonFactory FACTORY =
            new JsonFactoryBuilder()
                    .configure(JsonReadFeature.ALLOW_JAVA_COMMENTS, false)
                    .configure(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES, false)
                    .configure(JsonReadFeature.ALLOW_SINGLE_QUOTES, true)
                    .configure(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS, false)
                    .configure(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, true)
                    .configure(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER, false)
                    .configure(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS, false)
                    .build();

    private final StructType schema;
    private final ZoneId session;

    SparkReading(StructType schema, ZoneId session) {
        this.schema = schema;
        this.session = session;
    }

    /** The row of a document, in the form that {@code CollectedColumn} has values in. */
    Map<String, Object> read(byte[] data, int offset, int length) throws IOException {
        ByteArrayInputStream bytes = new ByteArrayInputStream(data, offset, length);
        InputStreamReader text = new InputStreamReader(bytes, StandardCharsets.UTF_8);
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return emptyRow(schema);
            }
            require(first == JsonToken.START_OBJECT, "root");
            return struct(parser, schema);
        }
    }

    private static Map<String, Object> emptyRow(StructType type) {
        Map<String, Object> row = new LinkedHashMap<>();
        type.fields().forEach(field -> row.put(field.name(), null));
        return row;
    }

    private Map<String, Object> struct(JsonParser parser, StructType type) throws IOException {
        Map<String, FieldType> types = new LinkedHashMap<>();
        for (Field field : type.fields()) {
            types.put(field.name(), field.type());
        }
        Map<String, Object> row = emptyRow(type);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (types.containsKey(name)) {
                row.put(name, value(parser, types.get(name)));
            } else {
                parser.skipChildren();
            }
        }
        return row;
    }

    private Object value(JsonParser parser, FieldType type) throws IOException {
        if (parser.currentToken() == JsonToken.FIELD_NAME) {
            parser.nextToken();
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        } else if (type instanceof StructType struct) {
            require(token == JsonToken.START_OBJECT, "struct");
            return struct(parser, struct);
        } else if (type instanceof ArrayType array) {
            require(token == JsonToken.START_ARRAY, "array");
            List<Object> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(parser, array.element()));
            }
            return elements;
        } else if (type instanceof MapType map) {
            require(token == JsonToken.START_OBJECT, "map");
            List<Object> entries = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = encoded(parser.currentName());
                entries.add(new SimpleEntry<>(key, value(parser, map.value())));
            }
            return entries;
        } else if (type instanceof DecimalType decimal) {
            return decimal(parser, decimal);
        }
        return scalar(parser, token, (Scalar) type);
    }

    private Object scalar(JsonParser parser, JsonToken token, Scalar type) throws IOException {
        boolean string = token == JsonToken.VALUE_STRING;
        boolean integer = token == JsonToken.VALUE_NUMBER_INT;
        boolean number = integer || token == JsonToken.VALUE_NUMBER_FLOAT;
        switch (type) {
            case BOOLEAN:
                require(token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE, "boolean");
                return parser.getBooleanValue();
            case BYTE:
                require(integer, "byte");
                return parser.getByteValue();
            case SHORT:
                require(integer, "short");
                return parser.getShortValue();
            case INT:
                require(integer, "int");
                return parser.getIntValue();
            case LONG:
                require(integer, "long");
                return parser.getLongValue();
            case FLOAT:
                return number ? parser.getFloatValue() : (Object) (float) named(parser);
            case DOUBLE:
                return number ? parser.getDoubleValue() : (Object) named(parser);
            case STRING:
                return string ? encoded(parser.getText()) : written(parser);
            case BINARY:
                require(string, "binary");
                return HexFormat.of().formatHex(parser.getBinaryValue());
            case DATE:
                require(string, "date");
                return SparkTemporals.date(parser.getText());
            case TIMESTAMP:
                if (integer) {
                    return parser.getLongValue() * 1_000_000L;
                }
                require(string, "timestamp");
                return SparkTemporals.timestamp(parser.getText(), session);
            default:
                require(string, "timestamp_ntz");
                return SparkTemporals.localTimestamp(parser.getText());
        }
    }

    private static double named(JsonParser parser) throws IOException {
        return switch (parser.getText()) {
            case "NaN" -> Double.NaN;
            case "+INF", "+Infinity", "Infinity" -> Double.POSITIVE_INFINITY;
            case "-INF", "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new IOException("no number");
        };
    }

    private static Object decimal(JsonParser parser, DecimalType type) throws IOException {
        BigDecimal value =
                parser.currentToken() == JsonToken.VALUE_STRING
                        ? new BigDecimal(parser.getText().replaceAll(",", ""))
                        : parser.getDecimalValue();
        BigDecimal scaled = value.setScale(type.scale(), RoundingMode.HALF_UP);
        require(scaled.precision() <= type.precision(), "decimal");
        return scaled;
    }

    /** Spark's strings are UTF-8, which has no half surrogate pairs. */
    private static String encoded(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static String written(JsonParser parser) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = FACTORY.createGenerator(bytes, JsonEncoding.UTF8)) {
            generator.copyCurrentStructure(parser);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void require(boolean condition, String what) throws IOException {
        if (!condition) {
            throw new IOException("no " + what);
        }
    }
}
