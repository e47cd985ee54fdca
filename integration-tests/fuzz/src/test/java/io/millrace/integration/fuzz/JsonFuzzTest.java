package io.millrace.integration.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.expressions.json.JsonToStructsEvaluator;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;
import scala.collection.immutable.Map$;

/** Whatever the bytes are, they are read as {@code from_json} reads them. */
class JsonFuzzTest {

    private static final String CORRUPT = "_corrupt_record";

    /** Spark itself would calculate for hours with some numbers. */
    private static final Pattern HARMFUL = Pattern.compile("[eE][-+]?[0-9]{5,}");

    private static final ValueReading READING =
            ValueReading.of(
                    Map.of("value.format", "json"),
                    "b BOOLEAN, i INT, l BIGINT, f FLOAT, d DOUBLE, s STRING, x BINARY, day DATE,"
                            + " t TIMESTAMP, n TIMESTAMP_NTZ, p DECIMAL(10,2),"
                            + " o STRUCT<a: INT, o: STRUCT<z: STRING>>, a ARRAY<BIGINT>,"
                            + " r ARRAY<STRUCT<k: STRING>>, m MAP<STRING, INT>, "
                            + CORRUPT
                            + " STRING");

    private static final UnsafeProjection OURS = UnsafeProjection.create(READING.schema());
    private static final UnsafeProjection SPARKS = UnsafeProjection.create(READING.schema());

    private final JsonToStructsEvaluator fromJson =
            new JsonToStructsEvaluator(
                    Map$.MODULE$.empty(),
                    READING.schema(),
                    CORRUPT,
                    Option.apply(java.util.TimeZone.getDefault().getID()),
                    false);

    @FuzzTest(maxDuration = "10m")
    void readsWhatFromJsonReads(byte[] document) {
        if (HARMFUL.matcher(new String(document, StandardCharsets.ISO_8859_1)).find()) {
            return;
        }
        Object read = fromJson.evaluate(UTF8String.fromBytes(document));
        UnsafeRow expected =
                SPARKS.apply(
                        read == null
                                ? new GenericInternalRow(READING.schema().length())
                                : (InternalRow) read);
        UnsafeRow actual = OURS.apply(READING.row(document));
        if (!actual.equals(expected)) {
            assertThat(actual.toSeq(READING.schema()).mkString("\n"))
                    .isEqualTo(expected.toSeq(READING.schema()).mkString("\n"));
            assertThat(actual).isEqualTo(expected);
        }
    }
}
