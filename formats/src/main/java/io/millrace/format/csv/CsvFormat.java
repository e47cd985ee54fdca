package io.millrace.format.csv;

import io.millrace.common.PublicApi;
import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import io.millrace.format.schema.FieldType.StructType;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * How lines of separated values are read: as Spark's {@code from_csv} reads them in PERMISSIVE
 * mode.
 *
 * <p>The decoders made here read <em>plain</em> lines themselves: those without control characters,
 * of which every field is without quotes or all in quotes without a quote or an escape inside, and
 * of which each value that is asked for is written in the usual way of its type. Any other line is
 * given as a whole to a fallback, which decides what it means.
 *
 * @param delimiter between values; printable ASCII or a tab
 * @param quote around values; another printable character of ASCII
 * @param escape before a quote that belongs to the value; printable ASCII
 * @param nullText what is null, besides nothing at all
 * @param zone the zone of timestamps that name none
 * @param temporals whether dates and timestamps are in ISO 8601, or in other ways that the fallback
 *     knows
 */
@PublicApi
public record CsvFormat(
        char delimiter,
        char quote,
        char escape,
        String nullText,
        ZoneId zone,
        Temporals temporals) {

    /** How dates and timestamps are written. */
    public enum Temporals {
        ISO_8601,
        OTHERWISE
    }

    /** What most people mean by CSV, and Spark without options. */
    public static CsvFormat inZone(ZoneId zone) {
        return new CsvFormat(',', '"', '\\', "", zone, Temporals.ISO_8601);
    }

    /** The format, if plain lines can be told by it. */
    public Optional<CsvFormat> ifScannable() {
        boolean scannable =
                isPrintable(delimiter)
                        && isPrintable(quote)
                        && isPrintable(escape)
                        && delimiter != quote
                        && delimiter != escape;
        return scannable ? Optional.of(this) : Optional.empty();
    }

    private static boolean isPrintable(char character) {
        return character == '\t' || character > ' ' && character < 0x7F;
    }

    /**
     * Makes a decoder. For a plain line it allocates nothing, save for numbers with so many digits
     * or so large an exponent that only {@link Double#parseDouble} is exact, for decimals in
     * columns of more than 18 digits, and for timestamps without zone that are centuries away.
     *
     * @param positions the position in the line of each column, ascending, from 0
     * @param width how many values a line has
     * @param schema the type of each column
     * @param columns one for each position
     * @param fallback decodes the lines that are not plain; it puts every column of their rows,
     *     also those that have been put already
     */
    public RecordDecoder decoder(
            List<Integer> positions,
            int width,
            StructType schema,
            ColumnSink[] columns,
            RecordDecoder fallback) {
        if (columns.length != schema.fields().size() || columns.length != positions.size()) {
            throw new IllegalArgumentException(
                    columns.length + " columns for " + positions.size() + " positions");
        }
        if (columns.length == 0) {
            return (data, offset, length, row) -> RecordDecoder.Outcome.DECODED;
        }
        FieldReaders readers = new FieldReaders(this);
        int last = positions.get(positions.size() - 1);
        FieldReader[] byPosition = new FieldReader[last + 1];
        ColumnSink[] columnByPosition = new ColumnSink[last + 1];
        for (int i = 0; i < columns.length; i++) {
            int position = positions.get(i);
            byPosition[position] = readers.reader(schema.fields().get(i).type(), columns[i]);
            columnByPosition[position] = columns[i];
        }
        boolean complete = columns.length == width;
        return new CsvDecoder(this, byPosition, columnByPosition, complete, fallback);
    }
}
