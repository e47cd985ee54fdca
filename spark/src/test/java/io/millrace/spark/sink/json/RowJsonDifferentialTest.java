package io.millrace.spark.sink.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
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
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/** What is written straight into bytes is, byte for byte, what Spark's generator writes. */
class RowJsonDifferentialTest {

    private static final int SCHEMAS = 400;
    private static final int ROWS = 100;

    private static final List<String> ZONES =
            List.of("UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Africa/Monrovia");

    private static final List<Map<String, String>> OPTIONS =
            List.of(
                    Map.of(),
                    Map.of("ignoreNullFields", "false"),
                    Map.of("timestampFormat", "dd.MM.yyyy HH:mm", "dateFormat", "MM/yy"));

    private static final List<DataType> SCALARS =
            List.of(
                    DataTypes.StringType,
                    DataTypes.LongType,
                    DataTypes.IntegerType,
                    DataTypes.ShortType,
                    DataTypes.ByteType,
                    DataTypes.BooleanType,
                    DataTypes.DoubleType,
                    DataTypes.FloatType,
                    DataTypes.BinaryType,
                    DataTypes.TimestampType,
                    DataTypes.TimestampNTZType,
                    DataTypes.DateType,
                    DataTypes.createDecimalType(38, 9),
                    DataTypes.createDecimalType(12, 2));

    private static final List<String> NAMES =
            List.of("user_id", "a \"quoted\" one", "back\\slash", "größe", "", "tab\there", "日本");

    private final Random random = new Random(20_261_130);

    @Test
    void writesWhatSparkWrites() {
        for (int i = 0; i < SCHEMAS; i++) {
            compare(
                    struct(3),
                    OPTIONS.get(i % OPTIONS.size()),
                    ZONES.get(random.nextInt(ZONES.size())));
        }
    }

    private void compare(StructType type, Map<String, String> options, String zone) {
        List<Integer> ordinals =
                new ArrayList<>(IntStream.range(0, type.length()).boxed().toList());
        Collections.shuffle(ordinals, random);
        StructType columns =
                new StructType(
                        ordinals.stream().map(i -> type.fields()[i]).toArray(StructField[]::new));
        RowJson json = RowJson.of(columns, ordinals, new RowJson.Settings(options, zone));
        SparkJson reference =
                new SparkJson(
                        columns,
                        ordinals,
                        new JSONOptions(
                                Map$.MODULE$.from(CollectionConverters.asScala(options)),
                                zone,
                                ""));
        UnsafeProjection unsafe = UnsafeProjection.create(type);
        for (int i = 0; i < ROWS; i++) {
            InternalRow row = row(type);
            byte[] expected = reference.write(row);
            String what =
                    "%s %s %s: %s"
                            .formatted(
                                    columns.catalogString(),
                                    options,
                                    zone,
                                    new String(expected, StandardCharsets.UTF_8));
            assertThat(json.of(row)).as(what).isEqualTo(expected);
            assertThat(json.of(unsafe.apply(row))).as(what).isEqualTo(expected);
        }
    }

    @Test
    void writesTimesAsSparksOldFormattersDo() {
        SQLConf old = new SQLConf();
        old.setConfString("spark.sql.legacy.timeParserPolicy", "LEGACY");
        StructType type = StructType.fromDDL("at TIMESTAMP, on DATE, local TIMESTAMP_NTZ");
        SQLConf.withExistingConf(
                old,
                () -> {
                    ZONES.forEach(zone -> compare(type, Map.of(), zone));
                    return null;
                });
    }

    @Test
    void writesNoTypeByItselfThatOnlySparkKnows() {
        StructType type =
                new StructType().add("a", DataTypes.CalendarIntervalType).add("b", "string");
        InternalRow row =
                new GenericInternalRow(
                        new Object[] {
                            new org.apache.spark.unsafe.types.CalendarInterval(1, 2, 3),
                            UTF8String.fromString("x")
                        });
        assertThat(RowJson.of(type, List.of(0, 1), new RowJson.Settings(Map.of(), "UTC")).of(row))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"a\":\"1 months 2 days 0.000003 seconds\",\"b\":\"x\"}");
    }

    @Test
    void knowsTheFormatThatTimestampsHaveByDefault() {
        JSONOptions options = new JSONOptions(Map$.MODULE$.<String, String>empty(), "UTC", "");
        assertThat(IsoTimestamps.isFormat(options.timestampFormatInWrite())).isTrue();
    }

    @Test
    void leavesTheRestOfTheOptionsToSpark() {
        StructType type = new StructType().add("a", "string");
        InternalRow row = new GenericInternalRow(new Object[] {UTF8String.fromString("é")});
        Map<String, String> options = Map.of("writeNonAsciiCharacterAsCodePoint", "true");
        assertThat(RowJson.of(type, List.of(0), new RowJson.Settings(options, "UTC")).of(row))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"a\":\"\\u00E9\"}");
    }

    private StructType struct(int depth) {
        StructType type = new StructType();
        int fields = 1 + random.nextInt(6);
        for (int i = 0; i < fields; i++) {
            type = type.add(NAMES.get(random.nextInt(NAMES.size())) + i, type(depth - 1), true);
        }
        return type;
    }

    private DataType type(int depth) {
        int kind = depth == 0 ? 9 : random.nextInt(10);
        return switch (kind) {
            case 0 -> struct(depth);
            case 1 -> DataTypes.createArrayType(type(depth - 1));
            case 2 -> DataTypes.createMapType(DataTypes.StringType, type(depth - 1));
            case 3 -> DataTypes.createMapType(DataTypes.LongType, type(depth - 1));
            default -> SCALARS.get(random.nextInt(SCALARS.size()));
        };
    }

    private InternalRow row(StructType type) {
        Object[] values = new Object[type.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(type.fields()[i].dataType());
        }
        return new GenericInternalRow(values);
    }

    private Object value(DataType type) {
        if (random.nextInt(8) == 0) {
            return null;
        }
        if (type instanceof StructType struct) {
            return row(struct);
        }
        if (type instanceof ArrayType array) {
            return array(array.elementType(), random.nextInt(4));
        }
        if (type instanceof MapType map) {
            int size = random.nextInt(4);
            Object[] keys = new Object[size];
            for (int i = 0; i < size; i++) {
                keys[i] =
                        map.keyType() instanceof LongType
                                ? (Object) random.nextLong()
                                : UTF8String.fromString(text() + i);
            }
            return new ArrayBasedMapData(new GenericArrayData(keys), array(map.valueType(), size));
        }
        return scalar(type);
    }

    private GenericArrayData array(DataType elementType, int size) {
        Object[] elements = new Object[size];
        for (int i = 0; i < size; i++) {
            elements[i] = value(elementType);
        }
        return new GenericArrayData(elements);
    }

    private Object scalar(DataType type) {
        if (type instanceof StringType) {
            return random.nextInt(20) == 0 ? invalid() : UTF8String.fromString(text());
        }
        if (type instanceof BinaryType) {
            return invalid().getBytes();
        }
        if (type instanceof BooleanType) {
            return random.nextBoolean();
        }
        if (type instanceof DecimalType decimal) {
            long unscaled = random.nextLong() >> random.nextInt(64);
            return Decimal.apply(
                    java.math.BigDecimal.valueOf(unscaled % 1_000_000_000_000L, decimal.scale()),
                    decimal.precision(),
                    decimal.scale());
        }
        return number(type);
    }

    private Object number(DataType type) {
        long any = random.nextInt(50) == 0 ? Long.MIN_VALUE : random.nextLong();
        long number = any >> random.nextInt(64);
        if (type instanceof DoubleType) {
            return random.nextBoolean() ? Double.longBitsToDouble(any) : (double) number / 8;
        }
        if (type instanceof FloatType) {
            return random.nextBoolean() ? Float.intBitsToFloat((int) any) : (float) number / 8;
        }
        if (type instanceof IntegerType) {
            return (int) number;
        }
        if (type instanceof ShortType) {
            return (short) number;
        }
        if (type instanceof ByteType) {
            return (byte) number;
        }
        if (type instanceof DateType) {
            return (int) number % 4_000_000;
        }
        // Times of any year that Spark can write, most of them of ours.
        return type instanceof LongType
                ? number
                : random.nextBoolean()
                        ? 1_700_000_000_000_000L + number % 100_000_000_000_000L
                        : number % 300_000_000_000_000_000L;
    }

    private UTF8String invalid() {
        byte[] bytes = new byte[random.nextInt(12)];
        random.nextBytes(bytes);
        return UTF8String.fromBytes(bytes);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(10) == 0 ? 700 : random.nextInt(20);
        int highest = List.of(0x7F, 0x7F, 0x7F, 0xFF, 0xFFFF, 0x10FFFF).get(random.nextInt(6));
        int lowest = random.nextInt(3) == 0 ? 0 : 0x20;
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(lowest + random.nextInt(highest + 1 - lowest));
        }
        return text.toString();
    }
}
