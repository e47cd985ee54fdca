package io.millrace.format.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import io.millrace.common.PublicApi;
import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import io.millrace.format.schema.FieldType.StructType;
import java.io.Serializable;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * How Protobuf messages become columns: as Spark's {@code from_protobuf} makes them.
 *
 * <p>A field that is not in a message is null, unless it has a declared default (proto2), is
 * repeated (then it is empty) or {@code emitDefaults} says otherwise. Without presence a field that
 * has its default value is as good as not there. Only fields that are asked for are looked at; a
 * message that is damaged elsewhere is not malformed.
 *
 * @param emitDefaults whether fields without presence have their default value instead of null
 * @param enums what of an enum's value a column holds, where columns are made of the message
 * @param unsigned what unsigned integers become, where columns are made of the message
 * @param wrappers what Google's wrapper messages become, where columns are made of the message
 * @param maxRecursion how often a message may hold its own type where columns are made of it, from
 *     1 (not at all) to 10; 0 refuses such messages
 */
@PublicApi
public record ProtobufFormat(
        boolean emitDefaults, Enums enums, Unsigned unsigned, Wrappers wrappers, int maxRecursion)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** What Spark does without options. */
    public static final ProtobufFormat DEFAULT =
            new ProtobufFormat(false, Enums.NAMES, Unsigned.WRAPPED, Wrappers.STRUCTS, 0);

    /** What an enum's value becomes. */
    public enum Enums {
        NAMES,
        NUMBERS
    }

    /** What an unsigned integer becomes. */
    public enum Unsigned {
        /** An integer of the same size, the upper half negative. */
        WRAPPED,
        /** A type that holds all values: BIGINT for 32 bits, DECIMAL(20,0) for 64. */
        WIDENED
    }

    /** What a wrapper message becomes. */
    public enum Wrappers {
        STRUCTS,
        VALUES
    }

    /** What becomes of columns that the message has no field for. */
    public enum UnknownColumns {
        REFUSED,
        /** They are null: the message was written by an earlier or later schema. */
        NULL
    }

    /**
     * The columns that a message makes.
     *
     * @throws io.millrace.common.error.MillraceException PROTOBUF_RECURSION, PROTOBUF_NO_COLUMNS
     */
    public StructType schema(Descriptor message) {
        return new MessageColumns(this).schema(message);
    }

    /**
     * Makes a decoder, which allocates nothing for a well-formed message, save for unsigned
     * integers in decimals and for enum values that are not declared.
     *
     * @param schema the fields that are asked for, in any order, by name
     * @param columns one for each field of the schema
     * @throws io.millrace.common.error.MillraceException PROTOBUF_FIELD_UNKNOWN,
     *     PROTOBUF_TYPE_MISMATCH
     */
    public RecordDecoder decoder(
            Descriptor message, StructType schema, ColumnSink[] columns, UnknownColumns unknown) {
        if (columns.length != schema.fields().size()) {
            throw new IllegalArgumentException(
                    columns.length + " columns for " + schema.fields().size() + " fields");
        }
        MessageReader root = new ReaderTree(this, message, unknown).root(schema, columns);
        return new ProtobufDecoder(root, columns);
    }

    /**
     * Makes a decoder of records in the wire format of Confluent: a zero, the id of a schema, the
     * place of the message in it, the message. A column that the message of a record has no field
     * for is null. Decoders are kept for each message.
     *
     * @param schemas gives the schema of an id
     * @param schema the fields that are asked for, in any order, by name
     * @param columns one for each field of the schema
     */
    public RecordDecoder framedDecoder(
            IntFunction<MessageTypes> schemas, StructType schema, ColumnSink[] columns) {
        return new FramedDecoder(
                schemas,
                message -> decoder(message, schema, columns, UnknownColumns.NULL),
                columns);
    }

    /**
     * Checks that columns can be read from a message.
     *
     * @throws io.millrace.common.error.MillraceException PROTOBUF_FIELD_UNKNOWN,
     *     PROTOBUF_TYPE_MISMATCH
     */
    public void check(Descriptor message, StructType schema, UnknownColumns unknown) {
        ColumnSink[] columns = new ColumnSink[schema.fields().size()];
        Arrays.fill(columns, new NoColumn());
        decoder(message, schema, columns, unknown);
    }

    /** Stands for a column of any type where nothing is decoded. */
    private static final class NoColumn implements ColumnSink {

        @Override
        public void putNull(int row) {}

        @Override
        public ColumnSink child(int position) {
            return this;
        }
    }
}
