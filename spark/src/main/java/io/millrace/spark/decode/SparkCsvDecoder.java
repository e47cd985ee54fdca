package io.millrace.spark.decode;

import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import io.millrace.spark.column.RowCopy;
import java.nio.charset.StandardCharsets;
import org.apache.spark.SparkRuntimeException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.apache.spark.sql.catalyst.csv.UnivocityParser;
import org.apache.spark.sql.catalyst.util.BadRecordException;
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
    }

    @Override
    public Outcome decode(byte[] data, int offset, int length, int row) {
        String text = new String(data, offset, length, StandardCharsets.UTF_8);
        try {
            put(parser.parse().apply(text).get(), row);
            return Outcome.DECODED;
        } catch (Exception e) {
            // Scala throws them undeclared.
            if (e instanceof BadRecordException bad) {
                InternalRow[] partial = bad.partialResults().apply();
                put(partial.length == 0 ? null : partial[0], row);
                problem = problemOf(bad);
                return Outcome.MALFORMED;
            } else if (e instanceof SparkRuntimeException malformed
                    && "MALFORMED_CSV_RECORD".equals(malformed.getCondition())) {
                put(null, row);
                problem = "it has too many values";
                return Outcome.MALFORMED;
            }
            throw e;
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

    private void put(InternalRow values, int row) {
        for (int i = 0; i < columns.length; i++) {
            if (values == null) {
                columns[i].putNull(row);
            } else {
                RowCopy.put(values, i, requested.fields()[i].dataType(), columns[i], row);
            }
        }
    }

    @Override
    public String problem() {
        return problem;
    }
}
