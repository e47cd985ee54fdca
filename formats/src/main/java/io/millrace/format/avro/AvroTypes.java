package io.millrace.format.avro;

import io.millrace.format.FormatError;
import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.DecimalType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Avro's types as field types: those that Spark's {@code from_avro} gives. */
final class AvroTypes {

    /** The most digits a decimal column has. */
    private static final int MAX_PRECISION = 38;

    private final Set<String> open = new HashSet<>();

    private AvroTypes() {}

    /**
     * The columns that hold the fields of a record.
     *
     * @throws io.millrace.common.error.MillraceException if no columns can
     */
    static StructType columns(Schema record) {
        return new AvroTypes().struct(record, "");
    }

    /** The type of one value; a union of null and something is that of the something. */
    static FieldType type(Schema schema, String path) {
        return new AvroTypes().typeOf(schema, path);
    }

    private FieldType typeOf(Schema schema, String path) {
        return switch (schema.getType()) {
            case RECORD -> struct(schema, path);
            case ARRAY -> new ArrayType(typeOf(schema.getElementType(), path));
            case MAP -> new MapType(Scalar.STRING, typeOf(schema.getValueType(), path));
            case UNION -> union(branches(schema), path);
            default -> leaf(schema);
        };
    }

    private StructType struct(Schema schema, String path) {
        if (!open.add(schema.getFullName())) {
            throw FormatError.AVRO_TYPE_RECURSIVE.exception(path, schema.getFullName());
        }
        List<Field> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            fields.add(new Field(field.name(), typeOf(field.schema(), path(path, field.name()))));
        }
        open.remove(schema.getFullName());
        return new StructType(fields);
    }

    private FieldType union(List<Schema> branches, String path) {
        if (branches.isEmpty()) {
            return Scalar.STRING;
        }
        if (branches.size() == 1) {
            return typeOf(branches.get(0), path);
        }
        Scalar number = number(branches);
        if (number != null) {
            return number;
        }
        List<Field> members = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            members.add(new Field(member(i), typeOf(branches.get(i), path(path, member(i)))));
        }
        return new StructType(members);
    }

    /** The branches of a union without null; a type that is no union is its only branch. */
    static List<Schema> branches(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream().filter(t -> t.getType() != Schema.Type.NULL).toList()
                : List.of(schema);
    }

    /** The type of a union of two widths of one kind of number; null for any other. */
    static Scalar number(List<Schema> branches) {
        Set<Schema.Type> types = new HashSet<>();
        branches.forEach(branch -> types.add(branch.getType()));
        if (branches.size() != 2) {
            return null;
        } else if (types.equals(Set.of(Schema.Type.INT, Schema.Type.LONG))) {
            return Scalar.LONG;
        }
        return types.equals(Set.of(Schema.Type.FLOAT, Schema.Type.DOUBLE)) ? Scalar.DOUBLE : null;
    }

    /** The field of a struct that holds this branch of a union of several types. */
    static String member(int branch) {
        return "member" + branch;
    }

    static String path(String above, String name) {
        return above.isEmpty() ? name : above + "." + name;
    }

    /** The type of a value that is neither a record, array, map nor union. */
    static FieldType leaf(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        return switch (schema.getType()) {
            case BOOLEAN -> Scalar.BOOLEAN;
            case INT -> logical instanceof LogicalTypes.Date ? Scalar.DATE : Scalar.INT;
            case LONG -> ofLong(logical);
            case FLOAT -> Scalar.FLOAT;
            case DOUBLE -> Scalar.DOUBLE;
            case BYTES, FIXED ->
                    logical instanceof LogicalTypes.Decimal decimal
                                    && decimal.getPrecision() <= MAX_PRECISION
                            ? new DecimalType(decimal.getPrecision(), decimal.getScale())
                            : Scalar.BINARY;
            // Of null there is but one value, and any type has it.
            default -> Scalar.STRING;
        };
    }

    private static Scalar ofLong(LogicalType logical) {
        if (logical instanceof LogicalTypes.TimestampMillis
                || logical instanceof LogicalTypes.TimestampMicros) {
            return Scalar.TIMESTAMP;
        }
        return logical instanceof LogicalTypes.LocalTimestampMillis
                        || logical instanceof LogicalTypes.LocalTimestampMicros
                ? Scalar.TIMESTAMP_NTZ
                : Scalar.LONG;
    }

    /** Whether a column of this type, which may be a struct with fewer fields, is the schema's. */
    static boolean fits(Schema schema, FieldType type) {
        List<Schema> branches = branches(schema);
        if (branches.size() > 1) {
            return fitsUnion(branches, type);
        } else if (branches.isEmpty()) {
            return type == Scalar.STRING;
        }
        Schema branch = branches.get(0);
        if (branch.getType() == Schema.Type.RECORD) {
            return type instanceof StructType struct
                    && struct.fields().stream()
                            .allMatch(
                                    f ->
                                            branch.getField(f.name()) != null
                                                    && fits(
                                                            branch.getField(f.name()).schema(),
                                                            f.type()));
        } else if (branch.getType() == Schema.Type.ARRAY) {
            return type instanceof ArrayType array
                    && fits(branch.getElementType(), array.element());
        } else if (branch.getType() == Schema.Type.MAP) {
            return type instanceof MapType map
                    && map.key() == Scalar.STRING
                    && fits(branch.getValueType(), map.value());
        }
        return leaf(branch).equals(type);
    }

    private static boolean fitsUnion(List<Schema> branches, FieldType type) {
        Scalar number = number(branches);
        if (number != null) {
            return type == number;
        }
        if (!(type instanceof StructType struct)) {
            return false;
        }
        for (Field field : struct.fields()) {
            int branch = memberBranch(field.name(), branches.size());
            if (branch < 0 || !fits(branches.get(branch), field.type())) {
                return false;
            }
        }
        return true;
    }

    private static int memberBranch(String name, int count) {
        for (int i = 0; i < count; i++) {
            if (member(i).equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
