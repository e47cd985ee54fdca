package io.millrace.format.avro;

import io.millrace.common.error.MillraceException;
import io.millrace.format.FormatError;
import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/**
 * Makes the reader's schema for the columns that are asked for, to be resolved against that of a
 * writer. A column that is a field of the reader's schema as it stands is read as that schema says,
 * with its default and its aliases. Any other is matched by name with the writer's fields and reads
 * what the writer wrote, widened where the column is wider; where the writer has no such field it
 * is left out.
 */
final class ReadSchema {

    private ReadSchema() {}

    /**
     * The schema for the columns.
     *
     * @param reader the schema of the table, or null if it has none but its columns
     * @throws io.millrace.common.error.MillraceException AVRO_TYPE_MISMATCH
     */
    static Schema of(Schema writer, Schema reader, StructType columns) {
        Map<String, Schema.Field> fields = new LinkedHashMap<>();
        for (Field column : columns.fields()) {
            Schema.Field known = reader == null ? null : reader.getField(column.name());
            if (known != null && AvroTypes.fits(known.schema(), column.type())) {
                fields.put(
                        known.name(),
                        new Schema.Field(known, pruned(known.schema(), column.type())));
                continue;
            }
            Schema.Field written = find(writer, column.name(), columns);
            if (written != null) {
                Schema schema = matching(written.schema(), column.type(), column.name());
                fields.put(written.name(), optional(written, schema));
            }
        }
        Schema like = reader == null ? writer : reader;
        return record(like, new ArrayList<>(fields.values()));
    }

    /** The same schema without the fields of records that are not asked for. */
    private static Schema pruned(Schema schema, FieldType type) {
        return switch (schema.getType()) {
            case RECORD -> {
                List<Schema.Field> fields = new ArrayList<>();
                for (Field field : ((StructType) type).fields()) {
                    Schema.Field known = schema.getField(field.name());
                    fields.add(new Schema.Field(known, pruned(known.schema(), field.type())));
                }
                yield record(schema, fields);
            }
            case ARRAY ->
                    Schema.createArray(
                            pruned(schema.getElementType(), ((ArrayType) type).element()));
            case MAP -> Schema.createMap(pruned(schema.getValueType(), ((MapType) type).value()));
            case UNION -> {
                if (AvroTypes.branches(schema).size() != 1) {
                    // Which branch is meant may depend on all the fields of the records in it.
                    yield schema;
                }
                yield Schema.createUnion(
                        schema.getTypes().stream()
                                .map(t -> t.getType() == Schema.Type.NULL ? t : pruned(t, type))
                                .toList());
            }
            default -> schema;
        };
    }

    private static Schema record(Schema like, List<Schema.Field> fields) {
        Schema record = Schema.createRecord(like.getName(), null, like.getNamespace(), false);
        like.getAliases().forEach(record::addAlias);
        record.setFields(fields);
        return record;
    }

    /**
     * The field of this name; where there is none, the only one that differs in case alone, unless
     * that is asked for itself.
     *
     * @param asked all fields that are asked for
     */
    static Schema.Field find(Schema record, String name, StructType asked) {
        Schema.Field exact = record.getField(name);
        if (exact != null) {
            return exact;
        }
        List<Schema.Field> similar =
                record.getFields().stream()
                        .filter(f -> f.name().equalsIgnoreCase(name))
                        .filter(
                                f ->
                                        asked.fields().stream()
                                                .noneMatch(a -> a.name().equals(f.name())))
                        .toList();
        return similar.size() == 1 ? similar.get(0) : null;
    }

    /** A field of which it does not matter whether a writer has it. */
    private static Schema.Field optional(Schema.Field written, Schema schema) {
        List<Schema> branches = new ArrayList<>(List.of(Schema.create(Schema.Type.NULL)));
        branches.addAll(AvroTypes.branches(schema));
        return new Schema.Field(
                written.name(), Schema.createUnion(branches), null, JsonProperties.NULL_VALUE);
    }

    /** What a writer's value is to be read as, for a column of this type. */
    private static Schema matching(Schema writer, FieldType type, String path) {
        if (writer.isUnion()) {
            return matchingBranch(writer, type, path);
        }
        if (writer.getType() == Schema.Type.RECORD && type instanceof StructType struct) {
            List<Schema.Field> fields = new ArrayList<>();
            for (Field field : struct.fields()) {
                Schema.Field written = find(writer, field.name(), struct);
                if (written != null) {
                    Schema schema =
                            matching(
                                    written.schema(),
                                    field.type(),
                                    AvroTypes.path(path, field.name()));
                    fields.add(optional(written, schema));
                }
            }
            return record(writer, fields);
        } else if (writer.getType() == Schema.Type.ARRAY && type instanceof ArrayType array) {
            return Schema.createArray(matching(writer.getElementType(), array.element(), path));
        } else if (writer.getType() == Schema.Type.MAP
                && type instanceof MapType map
                && map.key() == Scalar.STRING) {
            return Schema.createMap(matching(writer.getValueType(), map.value(), path));
        }
        Schema leaf = AvroTypes.fits(writer, type) ? writer : widened(writer, type);
        if (leaf == null) {
            throw FormatError.AVRO_TYPE_MISMATCH.exception(path, shown(type), shown(writer));
        }
        return leaf;
    }

    private static Schema matchingBranch(Schema union, FieldType type, String path) {
        List<Schema> branches = AvroTypes.branches(union);
        if (branches.size() > 1 && AvroTypes.fits(union, type)) {
            return union;
        }
        RuntimeException mismatch =
                FormatError.AVRO_TYPE_MISMATCH.exception(path, shown(type), shown(union));
        List<Schema> found = new ArrayList<>();
        for (Schema branch : branches) {
            try {
                found.add(matching(branch, type, path));
            } catch (MillraceException e) {
                mismatch.addSuppressed(e);
            }
        }
        if (found.isEmpty()) {
            throw mismatch;
        }
        List<Schema> nullable = new ArrayList<>();
        if (union.isNullable()) {
            nullable.add(Schema.create(Schema.Type.NULL));
        }
        nullable.add(found.get(0));
        return Schema.createUnion(nullable);
    }

    /**
     * The type to promote a writer's value to, so that it fits the column; null if there is none.
     */
    private static Schema widened(Schema writer, FieldType type) {
        Schema.Type from = writer.getType();
        if (from == Schema.Type.FIXED && type == Scalar.BINARY) {
            return Schema.createFixed(
                    writer.getName(), null, writer.getNamespace(), writer.getFixedSize());
        }
        boolean number = from == Schema.Type.INT || from == Schema.Type.LONG;
        Schema.Type to = null;
        if (type == Scalar.INT && from == Schema.Type.INT) {
            to = Schema.Type.INT;
        } else if (type == Scalar.LONG && number) {
            to = Schema.Type.LONG;
        } else if (type == Scalar.FLOAT && number) {
            to = Schema.Type.FLOAT;
        } else if (type == Scalar.DOUBLE && (number || from == Schema.Type.FLOAT)) {
            to = Schema.Type.DOUBLE;
        } else if (type == Scalar.STRING && from == Schema.Type.BYTES) {
            to = Schema.Type.STRING;
        } else if (type == Scalar.BINARY
                && (from == Schema.Type.STRING || from == Schema.Type.BYTES)) {
            to = Schema.Type.BYTES;
        }
        return to == null ? null : Schema.create(to);
    }

    static String shown(FieldType type) {
        return type instanceof Scalar scalar ? scalar.name() : type.getClass().getSimpleName();
    }

    static String shown(Schema schema) {
        String logical =
                schema.getLogicalType() == null
                        ? ""
                        : " (" + schema.getLogicalType().getName() + ")";
        return schema.isUnion()
                ? "a union of " + schema.getTypes().stream().map(ReadSchema::shown).toList()
                : schema.getFullName() + logical;
    }
}
