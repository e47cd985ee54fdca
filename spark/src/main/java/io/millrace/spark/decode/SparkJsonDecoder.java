package io.millrace.spark.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import io.millrace.spark.column.RowCopy;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.json.CreateJacksonParser;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.catalyst.json.JacksonParser;
import org.apache.spark.sql.catalyst.util.BadRecordException;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Function1;
import scala.Function2;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Decodes JSON with Spark's own parser, so that what it gives is what {@code from_json} gives. It
 * decides every case that the fast scanner leaves to it.
 */
final class SparkJsonDecoder implements RecordDecoder {

    private final StructType schema;
    private final ColumnSink[] columns;
    private final JacksonParser parser;
    private final Function2<JsonFactory, UTF8String, JsonParser> open;
    private final Function1<UTF8String, UTF8String> literal = text -> text;
    private String problem = "";

    SparkJsonDecoder(StructType schema, ColumnSink[] columns, JSONOptions options) {
        this.schema = schema;
        this.columns = columns;
        this.open =
                (factory, text) ->
                        new BoundedNumbers(CreateJacksonParser.utf8String(factory, text), schema);
        this.parser =
                new JacksonParser(
                        schema,
                        options,
                        false,
                        CollectionConverters.asScala(List.<Filter>of()).toSeq());
    }

    @Override
    public Outcome decode(byte[] data, int offset, int length, int row) {
        UTF8String text = UTF8String.fromBytes(data, offset, length);
        try {
            Iterator<InternalRow> rows = parser.parse(text, open, literal).iterator();
            put(rows.hasNext() ? rows.next() : null, row);
            return Outcome.DECODED;
        } catch (Exception e) {
            // Scala throws it undeclared.
            if (!(e instanceof BadRecordException bad)) {
                throw e;
            }
            InternalRow[] partial = bad.partialResults().apply();
            put(partial.length == 0 ? null : partial[0], row);
            problem = BadRecords.problemOf(bad);
            return Outcome.MALFORMED;
        }
    }

    private void put(InternalRow values, int row) {
        for (int i = 0; i < columns.length; i++) {
            if (values == null) {
                columns[i].putNull(row);
            } else {
                RowCopy.put(values, i, schema.fields()[i].dataType(), columns[i], row);
            }
        }
    }

    @Override
    public String problem() {
        return problem;
    }
}
