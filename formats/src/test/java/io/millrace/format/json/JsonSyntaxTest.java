package io.millrace.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.format.RecordDecoder;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which documents are plain and which go to the fallback. Pictures such as ␊ and ␀ stand for the
 * control characters that they show.
 */
class JsonSyntaxTest {

    private static final StructType SCHEMA =
            new StructType(List.of(new Field("a", Scalar.INT), new Field("b", Scalar.STRING)));

    private final Decoding decoding = new Decoding(JsonFormat.inZone(ZoneOffset.UTC), SCHEMA);

    private Optional<Map<String, Object>> decode(String document) {
        return decoding.decode(document, 0);
    }

    private static String withControls(String text) {
        return text.chars()
                .map(c -> c >= '\u2400' && c < '\u2420' ? c - '\u2400' : c)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"a":1,"b":"x"}                                             | 1    | x
                    {"b":"x","a":1}                                             | 1    | x
                    ␉␍␊{ "a" : 1 , "b"␊:␉"x"␍}␉                                 | 1    | x
                    {}                                                          | null | null
                    { }                                                         | null | null
                    ``                                                          | null | null
                    ` ␉␍␊`                                                      | null | null
                    {"b":"x"}                                                   | null | x
                    {"a":null,"b":null}                                         | null | null
                    {"a":1,"a":2}                                               | 2    | null
                    {"a":1,"a":null}                                            | null | null
                    {"a":null,"a":3}                                            | 3    | null
                    {"a":1,"b":"x","a":2,"b":"y"}                               | 2    | y
                    {"a":1}}}}                                                  | 1    | null
                    {"a":1}{"a":2}                                              | 1    | null
                    {"a":1} what else                                           | 1    | null
                    {"a":1}␀                                                    | 1    | null
                    {"\\u0061":1,"\\u0062":"x"}                                   | 1    | x
                    {"A":1,"B":"x"," a":1,"a ":1,"":1,"aa":1}                   | null | null
                    {"c":{"a":2,"b":["a",{"a":3}]},"a":1}                       | 1    | null
                    {"c":[],"d":{},"e":[[],{}],"f":[{}],"g":{"h":[ ]},"a":1}    | 1    | null
                    {"c":[ [ ] , { } , { "d" : [ ] , "e" : { } } ],"a":1}       | 1    | null
                    {"c":"a\\"b\\\\","a":1}                                        | 1    | null
                    {"c":"\\/\\b\\f\\n\\r\\t\\u12aB\\ud800","a":1}                      | 1    | null
                    {"c":[0,-0,1.5,-1.5e-10,1E+5,0.0,12345678901234567890],"a":1} | 1  | null
                    {"c":[true,false,null,""],"a":1}                            | 1    | null
                    {"c":1e999,"d":-0e0,"a":1}                                  | 1    | null
                    """)
    void readsPlainDocuments(String document, String a, String b) {
        Map<String, Object> row = decode(withControls(document)).orElseThrow();

        assertThat(row).hasToString("{a=" + a + ", b=" + b + "}");
    }

    static Stream<String> otherDocuments() {
        return Stream.of(WITHOUT_OBJECT, PUNCTUATION, NAMES, NUMBERS, WORDS, STRINGS, SPACES)
                .flatMap(String::lines)
                .map(JsonSyntaxTest::withControls);
    }

    private static final String WITHOUT_OBJECT =
            """
            null
            1
            "x"
            []
            [{"a":1}]
            true
            x
            /**/{"a":1}
            #␊{"a":1}
            \uFEFF{"a":1}
            \u00a0{"a":1}
            ␀
            }
            ]
            ,{"a":1}
            """;

    private static final String PUNCTUATION =
            """
            {,}
            {"a":1,}
            {,"a":1}
            {"a":1,,"b":"x"}
            {"a":1 "b":"x"}
            {"a"1}
            {"a" 1}
            {"a"::1}
            {"a"}
            {"a":}
            {"a",1}
            {"a":1]
            {"a":1;}
            {"a":1"b":"x"}
            {"b":"x""a":1}
            {"c":[1,]}
            {"c":[,1]}
            {"c":[1,,2]}
            {"c":[1 2]}
            {"c":[1}}
            {"c":{]}
            {"c":[}]
            {"c":{"d":1]}
            {"c":{"d":1,}}
            {"c":{,"d":1}}
            {"c":{"d"1}}
            {"c":{"d":}}
            {"c":{"d"}}
            {"c":{"d",1}}
            {"c":[:1]}
            {"c":["d":1]}
            {"c":}
            {"c":,"a":1}
            {"c":[1]]}
            {"c":"x""a":1}
            {"c":[]"a":1}
            """;

    private static final String NAMES =
            """
            {a:1}
            {'a':1}
            {"c":{'d':1}}
            {"c":{d:1}}
            {"c":{1:1}}
            {1:1}
            {null:1}
            {"a␁":1}
            {"c\\x":1}
            {"c\\u00g0":1}
            {"\\ud800":1}
            {"\\ude00\\ud83d":1}
            {"c␊":1}
            {"c":{"d␁":1}}
            {"c":{"\\x":1}}
            {"a"":1}
            """;

    private static final String NUMBERS =
            """
            {"a":01}
            {"a":-01}
            {"a":00}
            {"a":1.}
            {"a":.5}
            {"a":+1}
            {"a":-}
            {"a":--1}
            {"a":1a}
            {"a":0x1}
            {"a":1 2}
            {"a":1-}
            {"a":1_000}
            {"a":NaN}
            {"a":-INF}
            {"c":01}
            {"c":-01}
            {"c":1.}
            {"c":1.e5}
            {"c":.5}
            {"c":+1}
            {"c":-}
            {"c":-a}
            {"c":1e}
            {"c":1e+}
            {"c":1ee5}
            {"c":1.5.5}
            {"c":0x1}
            {"c":1_000}
            {"c":NaN}
            {"c":Infinity}
            {"c":-Infinity}
            {"c":-INF}
            {"c":+INF}
            {"c":1x}
            {"c":[1x]}
            {"c":{"d":1x}}
            """;

    private static final String WORDS =
            """
            {"a":nulll}
            {"a":nul}
            {"a":n}
            {"a":Null}
            {"a":null1}
            {"a":null\u00e9}
            {"c":truex}
            {"c":tru}
            {"c":falsee}
            {"c":fals}
            {"c":nulll}
            {"c":True}
            {"c":undefined}
            {"c":none}
            {"c":true"x"}
            {"c":[truex]}
            {"c":null1}
            """;

    private static final String STRINGS =
            """
            {"b":'x'}
            {"c":'x'}
            {"c":['x']}
            {"b":"␀"}
            {"b":"␊"}
            {"b":"␟"}
            {"b":"\u00e9␊"}
            {"b":"\\n␊"}
            {"b":"\\x"}
            {"b":"\\'"}
            {"b":"\\u12"}
            {"b":"\\u12g4"}
            {"b":"\\u+123"}
            {"b":"\\U0041"}
            {"b":"\\ud83d"}
            {"b":"\\ude00"}
            {"b":"\\ud83dx\\ude00"}
            {"b":"\\ud83d\\n"}
            {"b":"\\ud83d\\ud83d"}
            {"b":"\\ud83d\\u0041"}
            {"b":"\\ude00\\ud83d"}
            {"c":"␁"}
            {"c":"a long text with a tab␉in it"}
            {"c":"\\x"}
            {"c":"\\'"}
            {"c":"\\u12g4"}
            {"c":"\\u12"}
            {"c":["␊"]}
            {"c":{"d":"\\v"}}
            """;

    private static final String SPACES =
            """
            {/**/"a":1}
            {"a"/**/:1}
            {"a":/**/1}
            {"a":1/**/}
            {"a":1,//␊"b":"x"}
            {#␊}
            {"a":␋1}
            {"a":␌1}
            {\u00a0}
            {"a":1\u2028}
            {"c":[␋]}
            {"c":[1␞]}
            {␀"a":1}
            """;

    @ParameterizedTest
    @MethodSource("otherDocuments")
    void givesOtherDocumentsToTheFallback(String document) {
        assertThat(decode(document)).isEmpty();
    }

    @Test
    void knowsTheLimitsOfSparksParser() {
        assertThat(decode("{\"c\":" + "9".repeat(1_000) + "}")).isPresent();
        assertThat(decode("{\"c\":" + "9".repeat(1_001) + "}")).isEmpty();
        assertThat(decode("{\"c\":0." + "9".repeat(1_000) + "}")).isEmpty();
        assertThat(decode("{\"c\":1e" + "9".repeat(1_000) + "}")).isEmpty();
        assertThat(decode("{\"" + "c".repeat(50_000) + "\":1}")).isPresent();
        assertThat(decode("{\"" + "c".repeat(50_001) + "\":1}")).isEmpty();
        assertThat(decode("{\"c\":{\"" + "c".repeat(50_000) + "\":1}}")).isPresent();
        assertThat(decode("{\"c\":{\"" + "c".repeat(50_001) + "\":1}}")).isEmpty();
        assertThat(decode("{\"b\":\"" + "x".repeat(19_999_000) + "\"}")).isPresent();
        assertThat(decode("{\"b\":\"" + "x".repeat(20_000_001) + "\"}")).isEmpty();
    }

    @Test
    void skipsUpTo512LevelsOfNesting() {
        assertThat(decode("{\"c\":" + "[".repeat(512) + "]".repeat(512) + "}")).isPresent();
        assertThat(decode("{\"c\":" + "[".repeat(513) + "]".repeat(513) + "}")).isEmpty();
        assertThat(decode("{\"c\":" + "{\"c\":".repeat(512) + "1" + "}".repeat(513))).isPresent();
        assertThat(decode("{\"c\":" + "{\"c\":".repeat(513) + "1" + "}".repeat(514))).isEmpty();
        String mixed = "[{\"c\":".repeat(256);
        assertThat(decode("{\"c\":" + mixed + "1" + "}]".repeat(256) + "}")).isPresent();
        assertThat(decode("{\"c\":" + mixed + "1" + "}]".repeat(200) + "]}".repeat(56) + "}"))
                .isEmpty();
    }

    @Test
    void readsNothingOutsideOfTheRecord() {
        byte[] data = "9{\"a\":12345678,\"b\":\"some text\"}9".getBytes(StandardCharsets.UTF_8);

        assertThat(decoding.decode(data, 1, data.length - 2, 0))
                .get()
                .hasToString("{a=12345678, b=some text}");
        for (int length = 1; length < data.length - 2; length++) {
            assertThat(decoding.decode(data, 1, length, 0)).as("%s bytes", length).isEmpty();
        }
        assertThat(decoding.decode(data, 1, 0, 0)).get().hasToString("{a=null, b=null}");
        assertThat(decoding.decode(null, 0, 0, 0)).get().hasToString("{a=null, b=null}");
    }

    @Test
    void givesEveryTruncationOfADocumentToTheFallback() {
        String document =
                """
                {"c":{"d":[1,2.5e3,"x\\u0041\\n",true,null]},"a_name_of_more_than_16":"€",\
                "t":true,"f":false,"n":null,"a":-1,"b":"\\"\\ud83d\\ude00é"}""";
        byte[] whole = document.getBytes(StandardCharsets.UTF_8);
        assertThat(decoding.decode(whole, 0)).get().hasToString("{a=-1, b=\"\uD83D\uDE00é}");

        for (int length = 1; length < whole.length; length++) {
            // An array of its own: to read beyond its end would throw.
            assertThat(decoding.decode(Arrays.copyOf(whole, length), 0)).isEmpty();
        }
    }

    @Test
    void passesOnWhatTheFallbackSays() {
        RecordDecoder decoder = decoding.decoder();

        assertThat(decoder.decode(new byte[] {'x'}, 0, 1, 0))
                .isEqualTo(RecordDecoder.Outcome.MALFORMED);
        assertThat(decoder.problem()).isEqualTo("the fallback says so");
    }
}
