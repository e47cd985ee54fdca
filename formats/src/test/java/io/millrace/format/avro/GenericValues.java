package io.millrace.format.avro;

import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.DecimalType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;

/**
 * What Avro's generic reader gives, in the form that {@code CollectedColumn} has. Bytes that are no
 * decimal of their type are a {@link NumberFormatException}, timestamps that are too far away an
 * {@link ArithmeticException}.
 */
final class GenericValues {

    private GenericValues() {}

    static Object of(Object value, Schema schema, FieldType type) {
        if (value == null) {
            return null;
        }
        List<Schema> branches = AvroTypes.branches(schema);
        if (branches.size() > 1) {
            return ofUnion(value, branches, type);
        }
        Schema branch = branches.get(0);
        if (value instanceof IndexedRecord record) {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (Field field : ((StructType) type).fields()) {
                Schema.Field known = branch.getField(field.name());
                fields.put(field.name(), of(record.get(known.pos()), known.schema(), field.type()));
            }
            return fields;
        } else if (value instanceof Map<?, ?> map) {
            List<Object> entries = new ArrayList<>();
            map.forEach(
                    (key, each) ->
                            entries.add(
                                    new java.util.AbstractMap.SimpleEntry<>(
                                            key.toString(),
                                            of(
                                                    each,
                                                    branch.getValueType(),
                                                    ((MapType) type).value()))));
            return entries;
        } else if (value instanceof Collection<?> array) {
            List<Object> elements = new ArrayList<>();
            array.forEach(
                    each ->
                            elements.add(
                                    of(
                                            each,
                                            branch.getElementType(),
                                            ((ArrayType) type).element())));
            return elements;
        }
        return leaf(value, branch, type);
    }

    private static Object ofUnion(Object value, List<Schema> branches, FieldType type) {
        if (type == Scalar.LONG) {
            return ((Number) value).longValue();
        } else if (type == Scalar.DOUBLE) {
            return ((Number) value).doubleValue();
        }
        int branch = GenericData.get().resolveUnion(Schema.createUnion(branches), value);
        Map<String, Object> members = new LinkedHashMap<>();
        for (Field field : ((StructType) type).fields()) {
            members.put(
                    field.name(),
                    field.name().equals("member" + branch)
                            ? of(value, branches.get(branch), field.type())
                            : null);
        }
        return members;
    }

    private static Object leaf(Object value, Schema schema, FieldType type) {
        if (value instanceof ByteBuffer || value instanceof GenericFixed) {
            byte[] bytes =
                    value instanceof GenericFixed fixed ? fixed.bytes() : array((ByteBuffer) value);
            return type instanceof DecimalType decimal
                    ? decimal(bytes, decimal)
                    : HexFormat.of().formatHex(bytes);
        } else if (type == Scalar.STRING) {
            return value.toString();
        } else if (type == Scalar.LONG) {
            return value;
        } else if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
                || schema.getLogicalType() instanceof LogicalTypes.LocalTimestampMillis) {
            return Math.multiplyExact((Long) value, 1_000L);
        }
        return value;
    }

    /** Of any bytes that a promotion from a string may give. */
    private static BigDecimal decimal(byte[] bytes, DecimalType type) {
        BigDecimal value = new BigDecimal(new BigInteger(bytes), type.scale());
        if (value.precision() > type.precision()) {
            throw new NumberFormatException("too many digits");
        }
        return value;
    }

    private static byte[] array(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** The same with the entries of maps in the order of their keys: Avro's reader has none. */
    static Object sorted(Object value) {
        if (value instanceof Map<?, ?> struct) {
            Map<Object, Object> fields = new LinkedHashMap<>();
            struct.forEach((name, field) -> fields.put(name, sorted(field)));
            return fields;
        } else if (value instanceof List<?> list
                && !list.isEmpty()
                && list.get(0) instanceof Map.Entry<?, ?>) {
            return list.stream()
                    .map(e -> (Map.Entry<?, ?>) e)
                    .sorted(Comparator.comparing(e -> e.getKey().toString()))
                    .map(e -> e.getKey() + "=" + sorted(e.getValue()))
                    .toList();
        } else if (value instanceof List<?> list) {
            List<Object> elements = new ArrayList<>();
            list.forEach(each -> elements.add(sorted(each)));
            return elements;
        }
        return value;
    }
}
