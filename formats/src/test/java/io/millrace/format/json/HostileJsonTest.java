package io.millrace.format.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents that want to take forever, or all of the stack. */
class HostileJsonTest {

    private static final int SIZE = 15_000_000;

    /** Far more than any of them takes, far less than time that grows with the square. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final StructType SCHEMA =
            new StructType(
                    List.of(
                            new Field("a", Scalar.INT),
                            new Field("b", Scalar.STRING),
                            new Field("d", Scalar.DOUBLE),
                            new Field("l", new ArrayType(Scalar.STRING)),
                            new Field("m", new MapType(Scalar.STRING, Scalar.STRING))));

    static Stream<Named<String>> documents() {
        return Stream.of(
                Named.of("opening brackets", "{\"c\":" + "[".repeat(SIZE)),
                Named.of("opening objects", "{\"c\":" + "{\"c\":".repeat(SIZE / 5)),
                Named.of("opening brackets in a column", "{\"l\":" + "[".repeat(SIZE)),
                Named.of("spaces", "{" + " ".repeat(SIZE) + "}"),
                Named.of("digits", "{\"c\":" + "1".repeat(SIZE) + "}"),
                Named.of("digits in a column", "{\"d\":" + "1".repeat(SIZE) + "}"),
                Named.of("digits of an exponent", "{\"d\":1e" + "1".repeat(SIZE) + "}"),
                Named.of("digits of an integer", "{\"a\":" + "1".repeat(SIZE) + "}"),
                Named.of("a name without end", "{\"" + "x".repeat(SIZE)),
                Named.of("escapes", "{\"b\":\"" + "\\n".repeat(SIZE / 2)),
                Named.of("wide characters", "{\"b\":\"" + "é".repeat(SIZE / 2)),
                Named.of("escapes and wide characters", "{\"b\":\"" + "\\né".repeat(SIZE / 4)),
                Named.of("the same field", "{" + "\"b\":\"\\n\",".repeat(SIZE / 9)),
                Named.of("two fields in turn", "{" + "\"a\":1,\"b\":\"\\n\",".repeat(SIZE / 15)),
                Named.of("other fields", "{" + many(SIZE / 14, i -> "\"x" + i + "\":1,")),
                Named.of("strings with escapes", "{\"l\":[" + "\"\\n\",".repeat(SIZE / 5)),
                Named.of("entries", "{\"m\":{" + "\"\\n\":\"\\n\",".repeat(SIZE / 10)),
                Named.of("empty strings", "{\"l\":[" + "\"\",".repeat(SIZE / 3)),
                Named.of("empty objects", "{\"c\":[" + "{},".repeat(SIZE / 3)));
    }

    private static String many(int count, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void takesTimeInProportionToTheLength(String document) {
        byte[] data = document.getBytes(StandardCharsets.UTF_8);

        boolean plain =
                assertTimeoutPreemptively(
                        LIMIT,
                        () ->
                                new Decoding(JsonFormat.inZone(ZoneOffset.UTC), SCHEMA)
                                        .decode(data, 0)
                                        .isPresent());

        assertThat(plain).isEqualTo(document.endsWith(" }"));
    }
}
