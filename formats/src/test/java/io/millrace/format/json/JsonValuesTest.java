package io.millrace.format.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.DecimalType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What values of each type give, and which of them go to the fallback. */
class JsonValuesTest {

    /** In 2024 its clocks went from 02:00 to 03:00 on 31 March, and back on 27 October. */
    private static final JsonFormat FORMAT = JsonFormat.inZone(ZoneId.of("Europe/Berlin"));

    private static StructType struct(Field... fields) {
        return new StructType(List.of(fields));
    }

    private static FieldType type(String name) {
        String[] parts = name.split("[(,)]");
        return switch (parts[0]) {
            case "DECIMAL" ->
                    new DecimalType(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
            case "STRUCT" -> struct(new Field("x", Scalar.INT));
            case "ARRAY" -> new ArrayType(Scalar.INT);
            case "MAP" -> new MapType(Scalar.STRING, Scalar.INT);
            default -> Scalar.valueOf(name);
        };
    }

    /** The value of the field a of this type. */
    private static Optional<Map<String, Object>> decode(FieldType type, String text) {
        Decoding decoding = new Decoding(FORMAT, struct(new Field("a", type)));
        return decoding.decode("{\"a\":" + text + "}", 0);
    }

    private static String readable(FieldType type, Object value) {
        if (type == Scalar.DATE) {
            return LocalDate.ofEpochDay((Integer) value).toString();
        } else if (type == Scalar.TIMESTAMP || type == Scalar.TIMESTAMP_NTZ) {
            return Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS).toString();
        }
        return value.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    BOOLEAN       | true                                | true
                    BOOLEAN       | false                               | false
                    BYTE          | 127                                 | 127
                    BYTE          | -128                                | -128
                    SHORT         | 32767                               | 32767
                    SHORT         | -32768                              | -32768
                    INT           | 0                                   | 0
                    INT           | -0                                  | 0
                    INT           | 2147483647                          | 2147483647
                    INT           | -2147483648                         | -2147483648
                    LONG          | 1700000000000                       | 1700000000000
                    LONG          | 12345678                            | 12345678
                    LONG          | 999999999999999999                  | 999999999999999999
                    LONG          | 9223372036854775807                 | 9223372036854775807
                    LONG          | -9223372036854775808                | -9223372036854775808
                    FLOAT         | 1.5                                 | 1.5
                    FLOAT         | 16777217                            | 1.6777216E7
                    FLOAT         | 16777219                            | 1.677722E7
                    FLOAT         | 3.4028235e38                        | 3.4028235E38
                    FLOAT         | 1e39                                | Infinity
                    FLOAT         | 1e-50                               | 0.0
                    FLOAT         | 1.4e-45                             | 1.4E-45
                    FLOAT         | -0.0                                | -0.0
                    FLOAT         | -0                                  | 0.0
                    FLOAT         | 12345678901234567890                | 1.2345679E19
                    FLOAT         | 1.00000017881393421514957253748434  | 1.0000001
                    FLOAT         | 1.00000017881393432617187500000000  | 1.0000002
                    DOUBLE        | 0.1                                 | 0.1
                    DOUBLE        | 1                                   | 1.0
                    DOUBLE        | -12.5e-3                            | -0.0125
                    DOUBLE        | 9007199254740993                    | 9.007199254740992E15
                    DOUBLE        | 9007199254740995                    | 9.007199254740996E15
                    DOUBLE        | 9223372036854775808                 | 9.223372036854776E18
                    DOUBLE        | 1234567890123456789012345           | 1.2345678901234568E24
                    DOUBLE        | 1e400                               | Infinity
                    DOUBLE        | -1e400                              | -Infinity
                    DOUBLE        | 1e-400                              | 0.0
                    DOUBLE        | 4.9e-324                            | 4.9E-324
                    DOUBLE        | 1.7976931348623157e308              | 1.7976931348623157E308
                    DOUBLE        | -0                                  | 0.0
                    DOUBLE        | -0.0                                | -0.0
                    DOUBLE        | -0e5                                | -0.0
                    DOUBLE        | 0e999999999999                      | 0.0
                    DOUBLE        | 1e99999999999999999999              | Infinity
                    DOUBLE        | 1E-99999999999999999999             | 0.0
                    DOUBLE        | 0.00000000000000000000000000012e29  | 12.0
                    DECIMAL(5,2)  | 1.5                                 | 1.50
                    DECIMAL(5,2)  | -999.99                             | -999.99
                    DECIMAL(5,2)  | 0                                   | 0.00
                    DECIMAL(5,2)  | -0.0                                | 0.00
                    DECIMAL(5,0)  | 12345                               | 12345
                    DECIMAL(2,2)  | 0.05                                | 0.05
                    DECIMAL(18,0) | 999999999999999999                  | 999999999999999999
                    DECIMAL(18,18)| 0.000000000000000001                | 1E-18
                    DECIMAL(38,18)| 123.45                              | 123.450000000000000000
                    DECIMAL(38,0) | -123456789012345678                 | -123456789012345678
                    DECIMAL(19,1) | 123456789012345678                  | 123456789012345678.0
                    STRING        | ""                                  | ``
                    STRING        | "a text longer than a word"         | a text longer than a word
                    STRING        | "{ 'x' / ] ~\u007f!"                | { 'x' / ] ~\u007f!
                    STRING        | "\u00e9\u20ac\u6f22\uD83D\uDE00 .." | \u00e9\u20ac\u6f22\uD83D\uDE00 ..
                    STRING        | "\\"\\\\\\/\\b\\f\\n\\r\\t."                | `"\\/\b\f\n\r\t.`
                    STRING        | "\\u0041\\u00e9\\u20AC\\uffff\\u0000y"   | A\u00e9\u20ac\uffff\0y
                    STRING        | "\u00e9\\u007F\u00e9\\ud83d\\ude00\u00e9"| \u00e9\u007f\u00e9\uD83D\uDE00\u00e9
                    STRING        | true                                | true
                    STRING        | false                               | false
                    STRING        | 0                                   | 0
                    STRING        | -123456789012345678                 | -123456789012345678
                    BINARY        | ""                                  | ``
                    BINARY        | "AA=="                              | 00
                    BINARY        | "+/8="                              | fbff
                    BINARY        | "3q2+78r+"                          | deadbeefcafe
                    DATE          | "1970-01-01"                        | 1970-01-01
                    DATE          | "1969-12-31"                        | 1969-12-31
                    DATE          | "2024-02-29"                        | 2024-02-29
                    DATE          | "2024-03-01"                        | 2024-03-01
                    DATE          | "2000-02-29"                        | 2000-02-29
                    DATE          | "2100-03-01"                        | 2100-03-01
                    DATE          | "0000-02-29"                        | 0000-02-29
                    DATE          | "1582-10-10"                        | 1582-10-10
                    DATE          | "9999-12-31"                        | 9999-12-31
                    TIMESTAMP     | "2024-01-15 10:20:30"               | 2024-01-15T09:20:30Z
                    TIMESTAMP     | "2024-07-15T10:20:30"               | 2024-07-15T08:20:30Z
                    TIMESTAMP     | "2024-07-15"                        | 2024-07-14T22:00:00Z
                    TIMESTAMP     | "2024-07-15T10:20:30Z"              | 2024-07-15T10:20:30Z
                    TIMESTAMP     | "2024-07-15T10:20:30.5+05:30"       | 2024-07-15T04:50:30.500Z
                    TIMESTAMP     | "2024-07-15T10:20:30-08:00"         | 2024-07-15T18:20:30Z
                    TIMESTAMP     | "2024-07-15T10:20:30.123456789Z"    | 2024-07-15T10:20:30.123456Z
                    TIMESTAMP     | "1969-12-31T23:59:59.999999999Z"    | 1969-12-31T23:59:59.999999Z
                    TIMESTAMP     | "2024-03-31 01:59:59.999999"        | 2024-03-31T00:59:59.999999Z
                    TIMESTAMP     | "2024-03-31 02:30:00"               | 2024-03-31T01:30:00Z
                    TIMESTAMP     | "2024-03-31 03:00:00"               | 2024-03-31T01:00:00Z
                    TIMESTAMP     | "2024-10-27 02:30:00"               | 2024-10-27T00:30:00Z
                    TIMESTAMP     | "2024-10-27 03:00:00"               | 2024-10-27T02:00:00Z
                    TIMESTAMP     | "1900-01-01 00:00:00.000001"        | 1899-12-31T23:00:00.000001Z
                    TIMESTAMP     | "0001-01-01 00:00:00"               | 0000-12-31T23:06:32Z
                    TIMESTAMP     | "9999-12-31 23:59:59"               | 9999-12-31T22:59:59Z
                    TIMESTAMP     | 1700000000                          | 2023-11-14T22:13:20Z
                    TIMESTAMP     | -1                                  | 1969-12-31T23:59:59Z
                    # The number of microseconds does not fit a long: Spark's multiplication overflows.
                    TIMESTAMP     | 9223372036854775807                 | 1969-12-31T23:59:59Z
                    TIMESTAMP_NTZ | "2024-03-31 02:30:00"               | 2024-03-31T02:30:00Z
                    TIMESTAMP_NTZ | "2024-03-31T02:30:00.25"            | 2024-03-31T02:30:00.250Z
                    TIMESTAMP_NTZ | "2024-03-31"                        | 2024-03-31T00:00:00Z
                    """)
    void readsPlainValuesButNoTruncatedOnes(String type, String text, String value) {
        Decoding decoding = new Decoding(FORMAT, struct(new Field("a", type(type))));
        byte[] document = ("{\"a\":" + text + "}").getBytes(StandardCharsets.UTF_8);

        Map<String, Object> row = decoding.decode(document, 0).orElseThrow();

        assertThat(readable(type(type), row.get("a"))).isEqualTo(value);
        for (int length = 1; length < document.length; length++) {
            assertThat(decoding.decode(Arrays.copyOf(document, length), 0)).isEmpty();
        }
    }

    /** Values that are no values of the type, or that Spark does not take as they stand there. */
    static Stream<Arguments> oddValues() {
        return """
        BOOLEAN         1   "true"   TRUE   truefalse   []
        BYTE            128   255   -129   1.0   "1"   300
        SHORT           32768   -32769   1e1   true
        INT             2147483648   -2147483649   1.0   1e2   "1"   ""   true   [1]   {}
        LONG            9223372036854775808   -9223372036854775809   1.0   1e3   "1"   99999999999999999999
        FLOAT           "NaN"   NaN   "1.5"   true   ""   -   1.5f   Infinity
        DOUBLE          "Infinity"   Infinity   -INF   "1.5"   []   1d   1.e1   .5   05
        DECIMAL(5,2)    1.234   1000   1e2   "1.5"   1000.00   1.500   NaN   1.
        DECIMAL(18,0)   1000000000000000000   0.0
        DECIMAL(38,0)   1234567890123456789   1.0
        DECIMAL(38,20)  1234567890123456789
        STRING          {}   [1]   1.0   -0   1e3   1234567890123456789   -1234567890123456789   NaN   01
        BINARY          1   "A"   "AA"   "AAA"   "AB=="   "AAB="   "A==="   "===="   "AA==AA=="   "AA-_"
        BINARY          "AAA\\u0041"   "AAA\u00e9"   "AA==\\n"   "AAA=A"   true   "=AAA"   "AA=A"   "AA\u007fA"
        DATE            0   ""   "2024-2-1"   "2024-02-30"   "2023-02-29"   "1900-02-29"   "2024-13-01"
        DATE            "2024-00-01"   "2024-01-00"   "2024-04-31"   "2024-01"   "24-01-01"
        DATE            "2024-01-01T00:00:00"   "20240101"   "2024-0a-01"   "2024-01-0\\u0031"   "2024/01/01"
        TIMESTAMP       1.5   ""   "2024-01-01T"   9223372036854775808   "10:00:00"   "2024-01-01Z"   true
        TIMESTAMP       "2024-01-01T24:00:00"   "2024-01-01T23:60:00"   "2024-01-01T10:00:60"
        TIMESTAMP       "2024-01-01T1:00:00"   "2024-01-01T10:00"   "2024-01-01T10:00:00."
        TIMESTAMP       "2024-01-01T10:00:00+0100"   "2024-01-01T10:00:00+01"   "2024-01-01T10:00:00Zx"
        TIMESTAMP       "2024-01-01T10:00:00+18:00"   "2024-01-01T10:00:00+01:60"   "2024-01-01T10:00:00UTC"
        TIMESTAMP       "2024-01-01T10:00:00.1234567891"   "2024-01-01t10:00:00"   "2024-02-30T10:00:00"
        TIMESTAMP_NTZ   0   "2024-01-01T10:00:00Z"   "2024-01-01T10:00:00+00:00"   ""   "2024-01-01T10:00"
        STRUCT          1   []   "{}"   {"x":1.5}   {"x":1,}   {"x"}   {x:1}   {"x":1]   ""
        ARRAY           1   {}   [1.5]   [1,]   [,]   [1,,2]   [1   [1,null,]   [1}   ["1"]   ""
        MAP             1   []   {"x":1.5}   {"x":1,}   {x:1}   {"x"1}   {"x":}   {"\\ud800":1}   {"x":1]   ""
        """
                .lines()
                .flatMap(
                        line -> {
                            String[] texts = line.split(" {2,}");
                            return Stream.of(texts).skip(1).map(text -> arguments(texts[0], text));
                        });
    }

    @ParameterizedTest
    @MethodSource("oddValues")
    void givesOddValuesToTheFallback(String type, String text) {
        assertThat(decode(type(type), text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "DATE, ' 2024-01-01'",
        "DATE, '2024-01-01 '",
        "TIMESTAMP, '2024-01-01 '",
        "TIMESTAMP, '2024-01-01 10:00:00 Z'",
        "BINARY, 'A A='",
        "BINARY, ' AAAA'"
    })
    void givesStringsWithStraySpacesToTheFallback(String type, String text) {
        assertThat(decode(type(type), '"' + text + '"')).isEmpty();
    }

    @Test
    void readsNestedValues() {
        StructType inner = struct(new Field("x", Scalar.INT), new Field("y", Scalar.STRING));
        StructType schema =
                struct(
                        new Field("s", inner),
                        new Field("l", new ArrayType(inner)),
                        new Field("m", new MapType(Scalar.STRING, new ArrayType(Scalar.INT))),
                        new Field("n", new ArrayType(new ArrayType(Scalar.LONG))));
        Decoding decoding = new Decoding(FORMAT, schema);
        String document =
                """
                {"s":{"y":"a","z":0},"l":[{"x":1},null,{}],
                 "m":{"a":[1,2],"a":null,"\\u0062":[]}, "n":[[1,2],[],null,[3,null]]}""";

        Map<String, Object> row = decoding.decode(document, 5).orElseThrow();

        assertThat(row.get("s")).hasToString("{x=null, y=a}");
        assertThat(row.get("l")).hasToString("[{x=1, y=null}, null, {x=null, y=null}]");
        assertThat(row.get("m")).hasToString("[a=[1, 2], a=null, b=[]]");
        assertThat(row.get("n")).hasToString("[[1, 2], [], null, [3, null]]");
        assertThat(decoding.decode("{\"l\":[],\"m\":{ },\"n\":[ ]}", 2).orElseThrow())
                .hasToString("{s=null, l=[], m=[], n=[]}");
    }

    @Test
    void ofFieldsWithOneNameTheLastOneCountsAsAWhole() {
        StructType inner = struct(new Field("x", Scalar.INT), new Field("y", Scalar.INT));
        StructType schema =
                struct(new Field("s", inner), new Field("l", new ArrayType(Scalar.INT)));
        Decoding decoding = new Decoding(FORMAT, schema);

        assertThat(decoding.decode("{\"s\":{\"x\":1},\"l\":[1,2],\"s\":{\"y\":2},\"l\":[3]}", 0))
                .get()
                .hasToString("{s={x=null, y=2}, l=[3]}");
        assertThat(decoding.decode("{\"s\":{\"x\":1},\"l\":[1],\"s\":null,\"l\":null}", 0))
                .get()
                .hasToString("{s=null, l=null}");
    }

    @Test
    void countsTheLengthOfNumbersAndOfKeys() {
        assertThat(decode(Scalar.DOUBLE, "1" + "0".repeat(999))).isPresent();
        assertThat(decode(Scalar.DOUBLE, "1" + "0".repeat(1_000))).isEmpty();
        assertThat(decode(type("MAP"), "{\"" + "c".repeat(50_000) + "\":1}")).isPresent();
        assertThat(decode(type("MAP"), "{\"" + "c".repeat(50_001) + "\":1}")).isEmpty();
    }
}
