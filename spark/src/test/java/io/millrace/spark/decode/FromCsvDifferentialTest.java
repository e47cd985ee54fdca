package io.millrace.spark.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.common.option.OptionValues;
import io.millrace.format.RecordDecoder;
import io.millrace.format.RecordDecoder.Outcome;
import io.millrace.spark.LocalStack;
import io.millrace.spark.column.ColumnTypes;
import io.millrace.spark.column.FieldVector;
import io.millrace.spark.table.MillraceProvider;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.spark.SparkRuntimeException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.expressions.csv.CsvToStructsEvaluator;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/** What a source reads from a line is what Spark's from_csv gives for the same bytes. */
class FromCsvDifferentialTest {

    private static final int LINES = 15_000;
    private static final int BATCH = 500;
    private static final String CORRUPT = "_corrupt_record";

    private static final StructType TABLE =
            StructType.fromDDL(
                    "s STRING, i INT, b BOOLEAN, l BIGINT, d DOUBLE, f FLOAT, t TIMESTAMP, day DATE,"
                            + " n TIMESTAMP_NTZ, p DECIMAL(10,2), w DECIMAL(30,4), x BINARY,"
                            + " tiny TINYINT, small SMALLINT, z STRING");

    /** from_csv, PERMISSIVE, with a column for malformed lines. */
    private static final class FromCsv {
        private final Map<String, String> options;
        private final StructType table;
        private final StructType requested;
        private CsvToStructsEvaluator evaluator;

        private FromCsv(Map<String, String> options, StructType table, StructType requested) {
            this.options = options;
            this.table = table;
            this.requested = requested;
            renew();
        }

        private void renew() {
            evaluator =
                    new CsvToStructsEvaluator(
                            Map$.MODULE$.from(CollectionConverters.asScala(options)),
                            table,
                            CORRUPT,
                            Option.apply("America/Bahia_Banderas"),
                            Option.apply(requested));
        }

        private InternalRow row(byte[] line) {
            try {
                return evaluator.evaluate(UTF8String.fromBytes(line)).copy();
            } catch (SparkRuntimeException e) {
                // More values than it takes; nothing of them is known.
                return new GenericInternalRow(requested.length());
            } finally {
                String text = new String(line, StandardCharsets.UTF_8);
                if (text.indexOf('\n') >= 0 || text.indexOf('\uFFFF') >= 0) {
                    // Spark's tokenizer begins the next record with the rest of this one.
                    renew();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, false, false, ''",
        "2, true, false, ''",
        "3, true, true, ''",
        "4, true, false, 'sep=;|nullValue=NA|quote=^'",
        "5, true, true, 'sep=\\t|nullValue=-|escape=\"'",
        "6, true, false, 'sep=::|ignoreLeadingWhiteSpace=true'",
        "7, true, true, 'timestampFormat=yyyy-MM-dd HH:mm:ss|dateFormat=yyyy-MM-dd'"
    })
    void readsWhatFromCsvReads(long seed, boolean odd, boolean pruned, String given) {
        LocalStack.session();
        Map<String, String> options = options(given);
        // Of pruned columns from_csv has none for malformed lines.
        StructType table = pruned ? TABLE : TABLE.add(CORRUPT, DataTypes.StringType);
        Random random = new Random(seed);
        StructType requested = pruned ? some(table, "d", "i", "z", "t") : table;
        String separator = options.getOrDefault("sep", ",").replace("\\t", "\t");
        char quote = options.getOrDefault("quote", "\"").charAt(0);
        RandomLines lines = new RandomLines(random, TABLE, separator.charAt(0), quote, odd);
        FromCsv fromCsv = new FromCsv(options, table, requested);
        FieldVector[] columns =
                Arrays.stream(requested.fields())
                        .map(f -> ColumnTypes.newVector(f.name(), f.dataType(), BATCH))
                        .toArray(FieldVector[]::new);
        RecordDecoder decoder =
                new CsvSourceFormat()
                        .plan(sourceOptions(options), table)
                        .newDecoder(requested, columns);
        ColumnarBatch batch = new ColumnarBatch(columns.clone(), BATCH);
        UnsafeProjection ours = UnsafeProjection.create(requested);
        UnsafeProjection sparks = UnsafeProjection.create(requested);
        int malformed = 0;
        for (int done = 0; done < LINES; done += BATCH) {
            byte[][] values = new byte[BATCH][];
            for (FieldVector column : columns) {
                column.reset();
            }
            for (int row = 0; row < BATCH; row++) {
                values[row] = lines.next();
                Outcome outcome = decoder.decode(values[row], 0, values[row].length, row);
                malformed += outcome == Outcome.MALFORMED ? 1 : 0;
            }
            for (int row = 0; row < BATCH; row++) {
                InternalRow read = fromCsv.row(values[row]);
                UnsafeRow expected = sparks.apply(comparable(read, values[row], requested)).copy();
                UnsafeRow actual =
                        ours.apply(comparable(batch.getRow(row), values[row], requested));
                if (!actual.equals(expected)) {
                    assertThat(actual.toSeq(requested).mkString("\n"))
                            .as(new String(values[row], StandardCharsets.UTF_8))
                            .isEqualTo(expected.toSeq(requested).mkString("\n"));
                    assertThat(actual).isEqualTo(expected);
                }
            }
        }
        if (odd) {
            assertThat(malformed).isBetween(LINES / 50, LINES);
        } else {
            assertThat(malformed).isZero();
        }
    }

    /** Of a malformed line Spark keeps what its tokenizer has seen, Millrace all of it. */
    private static InternalRow comparable(InternalRow row, byte[] line, StructType schema) {
        Object[] values = new Object[schema.length()];
        for (int i = 0; i < values.length; i++) {
            StructField field = schema.fields()[i];
            values[i] = row.isNullAt(i) ? null : row.get(i, field.dataType());
            if (field.name().equals(CORRUPT) && values[i] != null) {
                values[i] = line.length == 0 ? null : UTF8String.fromString("malformed");
            }
        }
        return new GenericInternalRow(values);
    }

    private static StructType some(StructType table, String... names) {
        StructType some = new StructType();
        for (String name : names) {
            some = some.add(table.apply(name));
        }
        return some;
    }

    private static Map<String, String> options(String given) {
        Map<String, String> options = new HashMap<>();
        for (String option : given.split("\\|")) {
            int equals = option.indexOf('=');
            if (equals > 0) {
                options.put(option.substring(0, equals), option.substring(equals + 1));
            }
        }
        return options;
    }

    private static OptionValues sourceOptions(Map<String, String> ofParser) {
        Map<String, String> options = new HashMap<>();
        options.put("topic", "t");
        options.put("value.format", "csv");
        ofParser.forEach((key, value) -> options.put("value.csv." + key, value));
        return MillraceProvider.parse(options);
    }
}
