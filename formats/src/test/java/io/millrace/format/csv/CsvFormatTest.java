package io.millrace.format.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.format.CollectedColumn;
import io.millrace.format.RecordDecoder;
import io.millrace.format.RecordDecoder.Outcome;
import io.millrace.format.csv.CsvFormat.Temporals;
import io.millrace.format.schema.FieldType.DecimalType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lines are plain, and what they hold. The fallback here only says that it was asked. */
class CsvFormatTest {

    private static final CsvFormat CSV = CsvFormat.inZone(ZoneOffset.UTC);

    private static StructType schema(Object... types) {
        List<Field> fields = new ArrayList<>();
        for (Object type : types) {
            fields.add(new Field("c" + fields.size(), (io.millrace.format.schema.FieldType) type));
        }
        return new StructType(fields);
    }

    private static String decode(
            CsvFormat format, List<Integer> positions, int width, StructType schema, String line) {
        CollectedColumn[] columns = CollectedColumn.of(schema);
        RecordDecoder decoder =
                format.decoder(
                        positions, width, schema, columns, (d, o, l, r) -> Outcome.MALFORMED);
        byte[] bytes = ("xx" + line + "yy").getBytes(StandardCharsets.UTF_8);
        if (decoder.decode(bytes, 2, bytes.length - 4, 0) == Outcome.MALFORMED) {
            return "fallback";
        }
        List<Object> row = new ArrayList<>();
        for (CollectedColumn column : columns) {
            row.add(column.value(0));
        }
        return row.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a,b | [a, b]",
                "a, | [a, null]",
                ",b | [null, b]",
                "\"a,\tb\",c | fallback",
                "\"a,b\",c | [a,b, c]",
                "a,\"\" | [a, null]",
                "é漢，😀,b | [é漢，😀, b]",
                "a b , c| [a b ,  c]",
                "a\\n,b | [a\\n, b]",
                "a | fallback",
                "a,b,c | fallback",
                "a,b, | fallback",
                "\"a\"b,c | fallback",
                "a\"b,c | fallback",
                "\"a\"\"b\",c | fallback",
                "\"a\\\"b\",c | fallback",
                "\"a,b | fallback",
                "a,\" | fallback",
            })
    void readsPlainFields(String line, String expected) {
        assertThat(decode(CSV, List.of(0, 1), 2, schema(Scalar.STRING, Scalar.STRING), line))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a\nb,c", "a,b\r", "\uFEFFa,b", "a\uFFFF,b", "\"\n\",b", "\u0000,b"})
    void leavesOddCharactersToTheFallback(String line) {
        assertThat(decode(CSV, List.of(0, 1), 2, schema(Scalar.STRING, Scalar.STRING), line))
                .isEqualTo("fallback");
    }

    @Test
    void readsEveryType() {
        StructType schema =
                schema(
                        Scalar.BOOLEAN,
                        Scalar.BYTE,
                        Scalar.SHORT,
                        Scalar.INT,
                        Scalar.LONG,
                        Scalar.FLOAT,
                        Scalar.DOUBLE,
                        new DecimalType(10, 2),
                        Scalar.DATE,
                        Scalar.TIMESTAMP,
                        Scalar.TIMESTAMP_NTZ,
                        Scalar.BINARY);
        List<Integer> positions = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        String line =
                "true,-5,300,70000,-9223372036854775808,0.1,-0,12.5,1970-01-02,1970-01-01T00:00:01Z,"
                        + "1970-01-01 00:00:02,AB";

        assertThat(decode(CSV, positions, 12, schema, line))
                .isEqualTo(
                        "[true, -5, 300, 70000, -9223372036854775808, 0.1, -0.0, 12.50, 1, 1000000,"
                                + " 2000000, 4142]");
    }

    @ParameterizedTest
    @CsvSource({
        "BYTE,128",
        "INT,2147483648",
        "INT,1.0",
        "INT,+1",
        "INT,01",
        "INT,x",
        "LONG,9223372036854775808",
        "DOUBLE,1f",
        "DOUBLE,NaN",
        "BOOLEAN,TRUE",
        "DATE,2024-02-30",
        "DATE,0000-01-01",
        "DATE,2024-01-01T",
        "TIMESTAMP,10:00",
        "TIMESTAMP_NTZ,2024-01-01T00:00:00Z",
        "DAY_TIME_INTERVAL,1"
    })
    void leavesOddValuesToTheFallback(Scalar type, String value) {
        assertThat(decode(CSV, List.of(0), 1, schema(type), value)).isEqualTo("fallback");
    }

    @Test
    void readsOnlyWhatIsAskedFor() {
        StructType schema = schema(Scalar.INT, Scalar.STRING);
        List<Integer> positions = List.of(1, 3);

        assertThat(decode(CSV, positions, 6, schema, "x,1,y,z,\"bro\"ken")).isEqualTo("[1, z]");
        assertThat(decode(CSV, positions, 6, schema, "x,1")).isEqualTo("[1, null]");
        assertThat(decode(CSV, positions, 6, schema, "x")).isEqualTo("[null, null]");
    }

    @Test
    void knowsOtherSeparatorsAndNulls() {
        CsvFormat format =
                new CsvFormat('\t', '\'', '\'', "NA", ZoneOffset.UTC, Temporals.OTHERWISE);
        StructType schema = schema(Scalar.STRING, Scalar.INT, Scalar.DATE);
        List<Integer> positions = List.of(0, 1, 2);

        assertThat(decode(format, positions, 3, schema, "'a;b'\tNA\t"))
                .isEqualTo("[a;b, null, null]");
        assertThat(decode(format, positions, 3, schema, "'a\tb'\tNA\t")).isEqualTo("fallback");
        assertThat(decode(format, positions, 3, schema, "''\t1\t")).isEqualTo("fallback");
        assertThat(decode(format, positions, 3, schema, "a\t1\t2024-01-01")).isEqualTo("fallback");
        assertThat(format.ifScannable()).isPresent();
        assertThat(
                        new CsvFormat(',', '\0', '\\', "", ZoneOffset.UTC, Temporals.ISO_8601)
                                .ifScannable())
                .isEmpty();
    }
}
