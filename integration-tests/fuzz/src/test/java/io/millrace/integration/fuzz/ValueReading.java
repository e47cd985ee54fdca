package io.millrace.integration.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.common.option.OptionValues;
import io.millrace.format.RecordDecoder;
import io.millrace.format.RecordDecoder.Outcome;
import io.millrace.spark.column.ColumnTypes;
import io.millrace.spark.column.FieldVector;
import io.millrace.spark.decode.SourceFormat;
import io.millrace.spark.decode.SourceFormats;
import io.millrace.spark.option.TableOptions;
import io.millrace.spark.table.MillraceProvider;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Reads values one at a time, as a source reads those of its table. */
final class ValueReading {

    private final StructType schema;
    private final FieldVector[] columns;
    private final RecordDecoder decoder;

    private ValueReading(SourceFormat format, OptionValues options, StructType schema) {
        this.schema = schema;
        columns =
                Arrays.stream(schema.fields())
                        .map(field -> ColumnTypes.newVector(field.name(), field.dataType(), 1))
                        .toArray(FieldVector[]::new);
        decoder = format.plan(options, schema).newDecoder(schema, columns);
    }

    /** The options of a table are read in a session. */
    private static void openSession() {
        SparkSession.builder()
                .appName("fuzz")
                .master("local[1]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate();
    }

    /** Of a table with these options, and with columns where they do not follow from them. */
    static ValueReading of(Map<String, String> options, String columns) {
        openSession();
        Map<String, String> all = new HashMap<>(options);
        all.put("topic", "t");
        OptionValues values = MillraceProvider.parse(all);
        SourceFormat format = SourceFormats.of(values.get(TableOptions.VALUE_FORMAT));
        return new ValueReading(
                format,
                values,
                columns.isEmpty() ? format.inferSchema(values) : StructType.fromDDL(columns));
    }

    StructType schema() {
        return schema;
    }

    /** The row of a value, which is also there for one that is malformed. */
    InternalRow row(byte[] value) {
        decode(value);
        return new ColumnarBatch(columns.clone(), 1).getRow(0);
    }

    /** Decodes a value; of one that is malformed it must be said what is wrong. */
    Outcome decode(byte[] value) {
        for (FieldVector column : columns) {
            column.reset();
        }
        Outcome outcome = decoder.decode(value, 0, value.length, 0);
        if (outcome == Outcome.MALFORMED) {
            assertThat(decoder.problem()).isNotBlank();
        }
        return outcome;
    }
}
