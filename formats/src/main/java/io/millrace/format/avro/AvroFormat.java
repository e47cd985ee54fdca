package io.millrace.format.avro;

import io.millrace.common.PublicApi;
import io.millrace.common.error.MillraceException;
import io.millrace.format.ColumnSink;
import io.millrace.format.FormatError;
import io.millrace.format.RecordDecoder;
import io.millrace.format.registry.RegisteredSchema;
import io.millrace.format.registry.SchemaRegistry;
import io.millrace.format.registry.SchemaType;
import io.millrace.format.schema.FieldType.StructType;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * How Avro is read: resolved by the rules of the Avro specification (1.12), into the types that
 * Spark's {@code from_avro} gives.
 *
 * <p>Only the columns that are asked for are decoded. What lies before them is passed over, what
 * lies after the last of them is not looked at. Apart from decimals of more than 18 digits, nothing
 * is allocated for a record. A malformed record gives null for every column.
 *
 * @param reader the schema that the table is read with, if it has one beside its columns. A column
 *     that is one of its fields, type and all, has that field's aliases and default; any other is
 *     matched by name with what the writer wrote.
 */
@PublicApi
public record AvroFormat(Optional<Schema> reader) {

    /** Columns without a schema of their own: they are matched by name. */
    public static AvroFormat byName() {
        return new AvroFormat(Optional.empty());
    }

    /** Columns that are fields of this schema. */
    public static AvroFormat of(Schema reader) {
        return new AvroFormat(Optional.of(reader));
    }

    /**
     * Reads the text of a schema of a record.
     *
     * @param source what it is the schema of, for messages
     * @throws MillraceException AVRO_SCHEMA_INVALID
     */
    public static Schema parse(String text, String source) {
        return SchemaTexts.parse(text, source);
    }

    /**
     * Reads the schema of a record from a registry.
     *
     * @throws MillraceException AVRO_SCHEMA_INVALID
     */
    public static Schema parse(RegisteredSchema schema) {
        return SchemaTexts.parse(schema);
    }

    /**
     * The columns that hold the fields of a record of this schema.
     *
     * @throws MillraceException AVRO_TYPE_RECURSIVE
     */
    public static StructType columns(Schema schema) {
        return AvroTypes.columns(schema);
    }

    /**
     * Whether records of this schema can be read into the columns.
     *
     * @throws MillraceException AVRO_TYPE_MISMATCH
     */
    public void check(Schema writer, StructType columns) {
        resolvable(writer, columns);
    }

    private Schema resolvable(Schema writer, StructType columns) {
        try {
            return ReadSchema.of(writer, reader.orElse(null), columns);
        } catch (AvroRuntimeException e) {
            throw invalid(writer, e);
        }
    }

    private static MillraceException invalid(Schema writer, AvroRuntimeException e) {
        return FormatError.AVRO_SCHEMA_INVALID.causedBy(
                e, writer.getFullName(), SchemaTexts.firstLine(e));
    }

    /**
     * Makes a decoder of records that were all written with one schema, which they do not name.
     *
     * @param requested the fields that are asked for, in any order
     * @param columns one for each of them
     * @throws MillraceException AVRO_TYPE_MISMATCH
     */
    public RecordDecoder decoder(Schema writer, StructType requested, ColumnSink[] columns) {
        if (columns.length != requested.fields().size()) {
            throw new IllegalArgumentException(
                    columns.length + " columns for " + requested.fields().size() + " fields");
        }
        Schema read = resolvable(writer, requested);
        try {
            return new AvroDecoder(ReaderTree.columns(writer, read, requested, columns), columns);
        } catch (AvroRuntimeException e) {
            // Avro looks at defaults when it needs them.
            throw invalid(writer, e);
        }
    }

    /**
     * Makes a decoder of records that begin with the id of their schema in a registry, as
     * Confluent's serializers write them. Records of a schema that does not fit are malformed; that
     * the registry is away is an error.
     *
     * @param requested the fields that are asked for, in any order
     * @param columns one for each of them
     */
    public RecordDecoder framedDecoder(
            SchemaRegistry registry, StructType requested, ColumnSink[] columns) {
        return new FramedDecoder(id -> ofId(registry.schema(id), requested, columns), columns);
    }

    private RecordDecoder ofId(
            RegisteredSchema schema, StructType requested, ColumnSink[] columns) {
        try {
            return decoder(SchemaTexts.parse(schema), requested, columns);
        } catch (MillraceException e) {
            FieldReader refusing =
                    (in, row) -> {
                        throw new MalformedAvro(
                                schema.type() == SchemaType.AVRO
                                        ? e.text()
                                        : "its schema is of type " + schema.type());
                    };
            return new AvroDecoder(refusing, columns);
        }
    }
}
