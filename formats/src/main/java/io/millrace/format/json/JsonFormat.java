package io.millrace.format.json;

import io.millrace.common.PublicApi;
import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import io.millrace.format.predicate.RowSelection;
import io.millrace.format.schema.FieldType.StructType;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How JSON is read: as Spark's {@code from_json} reads it in PERMISSIVE mode with default options.
 *
 * <p>The decoders made here read <em>plain</em> documents themselves: those of which every value
 * that is asked for has the JSON type that belongs to its column and fits it without loss, and of
 * which the rest is well-formed JSON. That is nearly all there are. Any other record is given as a
 * whole to a fallback, which decides what it means; so a decoder can be fast without rules of its
 * own for the doubtful. Whether a record is plain is known at the end of its root object, and what
 * comes after that object is ignored. A record without anything but whitespace is plain and has
 * nulls in all columns.
 *
 * @param zone the zone of timestamps that name none
 * @param dates reads dates, if they are not in ISO 8601
 * @param timestamps reads timestamps, if they are not in ISO 8601
 * @param localTimestamps reads timestamps without zone, if they are not in ISO 8601
 */
@PublicApi
public record JsonFormat(
        ZoneId zone,
        Optional<TemporalReader> dates,
        Optional<TemporalReader> timestamps,
        Optional<TemporalReader> localTimestamps) {

    /** JSON with dates and timestamps in ISO 8601. */
    public static JsonFormat inZone(ZoneId zone) {
        return new JsonFormat(zone, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same with dates in another format. */
    public JsonFormat withDates(TemporalReader reader) {
        return new JsonFormat(zone, Optional.of(reader), timestamps, localTimestamps);
    }

    /** The same with timestamps in another format. */
    public JsonFormat withTimestamps(TemporalReader reader) {
        return new JsonFormat(zone, dates, Optional.of(reader), localTimestamps);
    }

    /** The same with timestamps without zone in another format. */
    public JsonFormat withLocalTimestamps(TemporalReader reader) {
        return new JsonFormat(zone, dates, timestamps, Optional.of(reader));
    }

    /**
     * Makes a decoder. For a plain record it allocates nothing, save for numbers with so many
     * digits or so large an exponent that only {@link Double#parseDouble} is exact, for decimals in
     * columns of more than 18 digits, and for timestamps without zone that are centuries away.
     *
     * @param schema the fields that are asked for, in any order
     * @param columns one for each field of the schema
     * @param fallback decodes the records that are not plain; it puts every column of their rows,
     *     also those that have been put already
     * @throws io.millrace.common.error.MillraceException MAP_KEY_NOT_STRING
     */
    public RecordDecoder decoder(StructType schema, ColumnSink[] columns, RecordDecoder fallback) {
        if (columns.length != schema.fields().size()) {
            throw new IllegalArgumentException(
                    columns.length + " columns for " + schema.fields().size() + " fields");
        }
        if (ReaderTree.depth(schema) > ReaderTree.MAX_DEPTH) {
            return fallback;
        }
        ObjectReader root = new ReaderTree(ReaderTools.of(this)).object(schema, columns);
        return new JsonDecoder(root, fallback);
    }

    /**
     * Makes a decoder that skips records which do not satisfy a predicate, and decodes no more of
     * those than it must: what the predicate looks at, and whatever comes before it in the
     * document. A text that fails is not copied into its column. The rest of a record that is
     * skipped is still checked to be well-formed.
     *
     * @param fallback decodes the records that are not plain, and may skip some by the same rule;
     *     see {@link io.millrace.format.predicate.FilteringDecoder}
     */
    public RecordDecoder decoder(
            StructType schema,
            ColumnSink[] columns,
            RowSelection selection,
            RecordDecoder fallback) {
        if (selection.isAll() || ReaderTree.depth(schema) > ReaderTree.MAX_DEPTH) {
            return decoder(schema, columns, fallback);
        }
        RowGuard guard = new RowGuard(selection, schema, columns);
        ObjectReader root = new ReaderTree(ReaderTools.of(this)).object(schema, columns, guard);
        return new FilteringJsonDecoder(root, guard, fallback);
    }
}
