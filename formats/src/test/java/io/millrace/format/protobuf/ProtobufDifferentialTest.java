package io.millrace.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import io.millrace.format.CollectedColumn;
import io.millrace.format.RecordDecoder;
import io.millrace.format.RecordDecoder.Outcome;
import io.millrace.format.protobuf.ProtobufFormat.Enums;
import io.millrace.format.protobuf.ProtobufFormat.UnknownColumns;
import io.millrace.format.protobuf.ProtobufFormat.Unsigned;
import io.millrace.format.protobuf.ProtobufFormat.Wrappers;
import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.StructType;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random messages of random types are what Protobuf's own library and Spark's rules make of them.
 */
class ProtobufDifferentialTest {

    private static final int SCHEMAS = 300;
    private static final int MESSAGES = 200;

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 30"})
    void readsWhatSparkReads(long seed, int odd) {
        Random random = new Random(seed);
        int malformed = 0;
        for (int i = 0; i < SCHEMAS; i++) {
            Descriptor type = RandomSchema.next(random);
            ProtobufFormat format = format(random);
            StructType all = format.schema(type);
            StructType some = random.nextBoolean() ? all : someOf(all, random);
            SparkMessages spark = new SparkMessages(type, format.emitDefaults());
            CollectedColumn[] columns = CollectedColumn.of(some);
            RecordDecoder decoder = format.decoder(type, some, columns, UnknownColumns.REFUSED);
            RandomWire wire = new RandomWire(random, odd);
            for (int row = 0; row < MESSAGES; row++) {
                byte[] message = wire.message(type);
                Optional<Map<String, Object>> expected = spark.read(message, all);
                Outcome outcome = decoder.decode(message, 0, message.length, row);
                malformed += expected.isEmpty() ? 1 : 0;
                check(
                        type,
                        some,
                        message,
                        columns,
                        row,
                        outcome == Outcome.DECODED ? "" : decoder.problem(),
                        expected,
                        all.equals(some));
            }
        }
        int total = SCHEMAS * MESSAGES;
        if (odd > 0) {
            assertThat(malformed).isBetween(total / 20, total / 2);
        } else {
            assertThat(malformed).isLessThan(total / 5);
        }
    }

    private static void check(
            Descriptor type,
            StructType schema,
            byte[] message,
            CollectedColumn[] columns,
            int row,
            String problem,
            Optional<Map<String, Object>> expected,
            boolean complete) {
        Map<String, Object> actual = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i++) {
            actual.put(schema.fields().get(i).name(), columns[i].value(row));
        }
        if (expected.isPresent() && problem.equals(MalformedMessage.BAD_TIME.getMessage())) {
            // Such a time in an array counts here even if a oneof drops the array later on.
            assertThat(type.getFile().toProto().toString()).as(problem).contains("oneof_index");
            return;
        }
        String about = HexFormat.of().formatHex(message) + "\n" + type.getFile().toProto();
        if (expected.isPresent()) {
            Object asked = prune(expected.get(), schema);
            if (!problem.isEmpty() || !actual.equals(asked)) {
                assertThat(actual).as(about + problem).isEqualTo(asked);
                assertThat(problem).as(about).isEmpty();
            }
        } else if (!problem.isEmpty()) {
            assertThat(actual.values()).as(about).containsOnlyNulls();
        } else {
            // What is wrong may lie in a field that was not asked for.
            assertThat(complete).as(about).isFalse();
        }
    }

    private static ProtobufFormat format(Random random) {
        return new ProtobufFormat(
                random.nextBoolean(),
                random.nextBoolean() ? Enums.NAMES : Enums.NUMBERS,
                random.nextBoolean() ? Unsigned.WRAPPED : Unsigned.WIDENED,
                random.nextBoolean() ? Wrappers.STRUCTS : Wrappers.VALUES,
                0);
    }

    /** Some of the fields, at any depth, in another order. */
    private static StructType someOf(StructType schema, Random random) {
        List<Field> fields = new ArrayList<>();
        for (Field field : schema.fields()) {
            if (fields.isEmpty() || random.nextBoolean()) {
                Field less = new Field(field.name(), lessOf(field.type(), random));
                fields.add(random.nextInt(fields.size() + 1), less);
            }
        }
        return new StructType(fields);
    }

    private static FieldType lessOf(FieldType type, Random random) {
        if (type instanceof StructType struct) {
            return someOf(struct, random);
        } else if (type instanceof ArrayType array) {
            return new ArrayType(lessOf(array.element(), random));
        } else if (type instanceof MapType map) {
            return new MapType(map.key(), lessOf(map.value(), random));
        }
        return type;
    }

    private static Object prune(Object value, FieldType type) {
        if (value == null) {
            return null;
        } else if (type instanceof StructType struct) {
            Map<String, Object> pruned = new LinkedHashMap<>();
            for (Field field : struct.fields()) {
                pruned.put(
                        field.name(), prune(((Map<?, ?>) value).get(field.name()), field.type()));
            }
            return pruned;
        } else if (type instanceof ArrayType array) {
            List<Object> pruned = new ArrayList<>();
            ((List<?>) value).forEach(element -> pruned.add(prune(element, array.element())));
            return pruned;
        } else if (type instanceof MapType map) {
            List<Object> pruned = new ArrayList<>();
            for (Object entry : (List<?>) value) {
                Map.Entry<?, ?> pair = (Map.Entry<?, ?>) entry;
                pruned.add(
                        new java.util.AbstractMap.SimpleEntry<>(
                                pair.getKey(), prune(pair.getValue(), map.value())));
            }
            return pruned;
        }
        return value;
    }
}
