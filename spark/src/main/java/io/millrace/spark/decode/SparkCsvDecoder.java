package io.millrace.spark.decode;

import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import io.millrace.spark.column.RowCopy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.spark.SparkRuntimeException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.apache.spark.sql.catalyst.csv.UnivocityParser;
import org.apache.spark.sql.catalyst.util.BadRecordException;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Decodes lines with Spark's own parser, so that what it gives is what {@code from_csv} gives. It
 * decides every case that the fast scanner leaves to it.
 */
final class SparkCsvDecoder implements RecordDecoder {

    private final int lineLength;
    private final StructType requested;
    private final ColumnSink[] columns;
    private final UnivocityParser parser;
    private final UnivocityParser decimalsAsText;
    private final boolean hasDecimals;
    private String problem = "";

    /**
     * @param line the columns of a whole line
     * @param requested those that are asked for, in the order of the line
     */
    SparkCsvDecoder(
            StructType line, StructType requested, ColumnSink[] columns, CSVOptions options) {
        this.lineLength = line.length();
        this.requested = requested;
        this.columns = columns;
        this.parser = new UnivocityParser(line, requested, options);
        this.decimalsAsText = new UnivocityParser(withText(line), withText(requested), options);
        this.hasDecimals = Arrays.stream(requested.fields()).anyMatch(SparkCsvDecoder::isDecimal);
    }

    private static boolean isDecimal(StructField field) {
        return field.dataType() instanceof DecimalType;
    }

    private static StructType withText(StructType schema) {
        return new StructType(
                Arrays.stream(schema.fields())
                        .map(
                                field ->
                                        isDecimal(field)
                                                ? DataTypes.createStructField(
                                                        field.name(), DataTypes.StringType, true)
                                                : field)
                        .toArray(StructField[]::new));
    }

    @Override
    public Outcome decode(byte[] data, int offset, int length, int row) {
        String text = new String(data, offset, length, StandardCharsets.UTF_8);
        String bounded = hasDecimals ? EnormousExponents.bounded(text) : text;
        // Text has to stay what it was.
        InternalRow texts = bounded.equals(text) ? null : texts(text);
        try {
            put(parse(bounded, parser), texts, row);
            return Outcome.DECODED;
        } catch (BadRecordException bad) {
            put(partOf(bad), texts, row);
            problem = problemOf(bad);
            return Outcome.MALFORMED;
        } catch (SparkRuntimeException malformed) {
            requireTooManyValues(malformed);
            put(null, null, row);
            problem = "it has too many values";
            return Outcome.MALFORMED;
        }
    }

    private static void requireTooManyValues(SparkRuntimeException malformed) {
        if (!"MALFORMED_CSV_RECORD".equals(malformed.getCondition())) {
            throw malformed;
        }
    }

    private static InternalRow partOf(BadRecordException bad) {
        InternalRow[] partial = bad.partialResults().apply();
        return partial.length == 0 ? null : partial[0];
    }

    /** The values of a line without any decimals; null if there are none. */
    private InternalRow texts(String line) {
        try {
            return parse(line, decimalsAsText);
        } catch (BadRecordException bad) {
            return partOf(bad);
        } catch (SparkRuntimeException malformed) {
            requireTooManyValues(malformed);
            return null;
        }
    }

    /**
     * Parses a line.
     *
     * @throws BadRecordException as Scala does it, undeclared
     */
    private static InternalRow parse(String text, UnivocityParser parser)
            throws BadRecordException {
        try {
            return parser.parse().apply(text).get();
        } finally {
            if (text.indexOf('\n') >= 0 || text.contains(CsvDecoding.NO_LINE_SEPARATOR)) {
                // Or the tokenizer would begin the next record with the rest of this one.
                parser.tokenizer().stopParsing();
            }
        }
    }

    /** Spark says nothing of a line with another number of values. */
    private String problemOf(BadRecordException bad) {
        boolean unsaid = bad.getCause() != null && bad.getCause().getMessage() == null;
        return unsaid
                ? "it does not have as many values as there are columns (" + lineLength + ")"
                : BadRecords.problemOf(bad);
    }

    private void put(InternalRow values, InternalRow textsOrNull, int row) {
        for (int i = 0; i < columns.length; i++) {
            DataType type = requested.fields()[i].dataType();
            if (values == null) {
                columns[i].putNull(row);
            } else if (textsOrNull != null && type instanceof StringType) {
                RowCopy.put(textsOrNull, i, type, columns[i], row);
            } else {
                RowCopy.put(values, i, type, columns[i], row);
            }
        }
    }

    @Override
    public String problem() {
        return problem;
    }
}
