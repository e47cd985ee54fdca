package io.millrace.spark.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.format.RecordDecoder;
import io.millrace.format.RecordDecoder.Outcome;
import io.millrace.format.json.JsonDocuments;
import io.millrace.spark.SparkTypes;
import io.millrace.spark.column.ColumnTypes;
import io.millrace.spark.column.FieldVector;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.expressions.json.JsonToStructsEvaluator;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.Option;
import scala.collection.immutable.Map$;

/** What a source reads from JSON is what Spark's from_json gives for the same bytes. */
class FromJsonDifferentialTest {

    private static final int DOCUMENTS = 30_000;
    private static final int BATCH = 512;
    private static final StructType SCHEMA = SparkTypes.of(JsonDocuments.SCHEMA);
    private static final String CORRUPT = "_corrupt_record";
    private static final Pattern HARMFUL = Pattern.compile("[eE][-+]?[0-9]{5,}");

    /** from_json, PERMISSIVE, with a column for malformed records. */
    private static final class FromJson {
        private final JsonToStructsEvaluator evaluator;
        private final int fields;

        private FromJson(StructType schema, String timeZone) {
            fields = schema.length();
            evaluator =
                    new JsonToStructsEvaluator(
                            Map$.MODULE$.empty(), schema, CORRUPT, Option.apply(timeZone), false);
        }

        /** For a blank document from_json gives a null struct, whose fields are null. */
        private InternalRow row(byte[] document) {
            Object row = evaluator.evaluate(UTF8String.fromBytes(document));
            return row == null ? new GenericInternalRow(fields) : (InternalRow) row;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, America/Bahia_Banderas, false",
        "2, UTC, false",
        "3, America/Bahia_Banderas, true",
        "4, Europe/Berlin, true",
        "5, Asia/Kolkata, true"
    })
    void readsWhatFromJsonReads(long seed, String timeZone, boolean odd) {
        Random random = new Random(seed);
        JsonDocuments documents =
                odd ? JsonDocuments.oddAndDamaged(random) : JsonDocuments.wellFormed(random);
        StructType schema = SCHEMA.add(CORRUPT, DataTypes.StringType);
        FromJson fromJson = new FromJson(schema, timeZone);
        FieldVector[] columns = new FieldVector[schema.length()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = ColumnTypes.newVector("c", schema.fields()[i].dataType(), BATCH);
        }
        RecordDecoder decoder =
                new JsonValueDecoding(Map.of(), timeZone, CORRUPT).newDecoder(schema, columns);
        ColumnarBatch batch = new ColumnarBatch(columns.clone(), BATCH);
        UnsafeProjection ours = UnsafeProjection.create(schema);
        UnsafeProjection sparks = UnsafeProjection.create(schema);
        int malformed = 0;
        for (int done = 0; done < DOCUMENTS; done += BATCH) {
            byte[][] values = new byte[BATCH][];
            for (FieldVector column : columns) {
                column.reset();
            }
            for (int row = 0; row < BATCH; row++) {
                values[row] = nextHarmless(documents);
                Outcome outcome = decoder.decode(values[row], 0, values[row].length, row);
                malformed += outcome == Outcome.MALFORMED ? 1 : 0;
            }
            for (int row = 0; row < BATCH; row++) {
                UnsafeRow expected = sparks.apply(fromJson.row(values[row]));
                UnsafeRow actual = ours.apply(batch.getRow(row));
                if (!actual.equals(expected)) {
                    assertThat(shown(actual, schema))
                            .as(JsonDocuments.describe(values[row]))
                            .isEqualTo(shown(expected, schema));
                    assertThat(actual).isEqualTo(expected);
                }
            }
        }
        if (odd) {
            assertThat(malformed).isBetween(DOCUMENTS / 10, DOCUMENTS * 9 / 10);
        } else {
            assertThat(malformed).isZero();
        }
    }

    /** Spark itself would calculate for hours with some numbers. */
    private static byte[] nextHarmless(JsonDocuments documents) {
        while (true) {
            byte[] document = documents.next();
            if (!HARMFUL.matcher(new String(document, StandardCharsets.ISO_8859_1)).find()) {
                return document;
            }
        }
    }

    @ParameterizedTest
    @Timeout(10)
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"d\": 1e999999999, \"n\": 1} | null,1,null,null | true",
                "{\"d\": -1e-999999999, \"n\": 1} | 0.00,1,null,null | false",
                "{\"d\": 0e999999999, \"n\": 1} | 0.00,1,null,null | false",
                "{\"d\": \"1,0e999999999\", \"n\": 1} | null,1,null,null | true",
                "{\"d\": \"1e-999999999\", \"n\": 1} | 0.00,1,null,null | false",
                "{\"s\": \"1e999999999\", \"d\": 1e1} | 10.00,null,1e999999999,null | false",
                "{\"a\": [{\"x\": \"1e-999999999\"}, {\"x\": 2e0}]} | null,null,null,0.0 2.0 | false",
                "{\"n\": 1, \"o\": 1e999999999, \"d\": 1e0} | 1.00,1,null,null | false"
            })
    void isNotHeldUpByEnormousNumbers(String document, String expected, boolean malformed) {
        StructType schema =
                StructType.fromDDL(
                        "d DECIMAL(10,2), n INT, s STRING, a ARRAY<STRUCT<x: DECIMAL(5,1)>>");
        FieldVector[] columns = new FieldVector[schema.length()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = ColumnTypes.newVector("c", schema.fields()[i].dataType(), 1);
        }
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        Outcome outcome =
                new JsonValueDecoding(Map.of(), "UTC", CORRUPT)
                        .newDecoder(schema, columns)
                        .decode(bytes, 0, bytes.length, 0);

        InternalRow row = new ColumnarBatch(columns.clone(), 1).getRow(0);
        StringBuilder elements = new StringBuilder();
        if (!row.isNullAt(3)) {
            for (int i = 0; i < row.getArray(3).numElements(); i++) {
                elements.append(i == 0 ? "" : " ")
                        .append(row.getArray(3).getStruct(i, 1).getDecimal(0, 5, 1));
            }
        }
        assertThat(
                        row.getDecimal(0, 10, 2)
                                + ","
                                + (row.isNullAt(1) ? null : row.getInt(1))
                                + ","
                                + row.getUTF8String(2)
                                + ","
                                + (row.isNullAt(3) ? null : elements))
                .isEqualTo(expected);
        assertThat(outcome == Outcome.MALFORMED).isEqualTo(malformed);
    }

    private static String shown(InternalRow row, StructType schema) {
        return row.toSeq(schema).mkString("\n");
    }
}
