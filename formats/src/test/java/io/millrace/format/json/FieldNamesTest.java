package io.millrace.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldNamesTest {

    private static Decoding decoding(List<String> names) {
        List<Field> fields = names.stream().map(name -> new Field(name, Scalar.INT)).toList();
        return new Decoding(JsonFormat.inZone(ZoneOffset.UTC), new StructType(fields));
    }

    private static Map<String, Object> decode(Decoding decoding, List<String> names) {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            members.add("\"" + names.get(i) + "\":" + i);
        }
        return decoding.decode("{" + String.join(",", members) + "}", 0).orElseThrow();
    }

    /** Names of every length up to 40, of which many begin or end alike. */
    private static List<String> manyNames() {
        Stream<String> lengths = IntStream.range(0, 40).mapToObj("n"::repeat);
        Stream<String> alike =
                Stream.of("", "x", "id", "a_long_prefix_", "another_long_prefix_")
                        .flatMap(
                                prefix ->
                                        IntStream.range(0, 30).mapToObj(i -> prefix + i + "_end"));
        return Stream.concat(lengths, alike).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void findsFieldsInWhateverOrderTheyCome(long seed) {
        Random random = new Random(seed);
        List<String> names = new ArrayList<>(manyNames());
        List<String> wanted = names.stream().filter(name -> random.nextBoolean()).toList();
        Decoding decoding = decoding(wanted);
        for (int document = 0; document < 300; document++) {
            if (random.nextInt(3) > 0) {
                Collections.shuffle(names, random);
            }
            List<String> present = names.subList(random.nextInt(20), names.size());
            Map<String, Object> expected = new LinkedHashMap<>();
            wanted.forEach(name -> expected.put(name, null));
            for (int i = 0; i < present.size(); i++) {
                expected.replace(present.get(i), i);
            }

            assertThat(decode(decoding, present)).isEqualTo(expected);
        }
    }

    @Test
    void findsFieldsAmongAnyNumberOfOthers() {
        Decoding decoding = decoding(List.of("a", "b"));
        for (int document = 0; document < 100; document++) {
            int first = document * 50;
            List<String> names = new ArrayList<>();
            IntStream.range(first, first + 50).forEach(i -> names.add("other" + i));
            names.add(17, "b");
            names.add("x".repeat(300));
            names.add("a");

            assertThat(decode(decoding, names)).hasToString("{a=52, b=17}");
            assertThat(decode(decoding, names)).hasToString("{a=52, b=17}");
        }
    }

    @Test
    void keepsApartNamesThatDifferInOneByte() {
        for (int length = 1; length < 40; length++) {
            String name = "m".repeat(length);
            Decoding decoding = decoding(List.of(name));
            assertThat(decode(decoding, List.of(name))).containsEntry(name, 0);
            for (int at = 0; at < length; at++) {
                String other = name.substring(0, at) + "n" + name.substring(at + 1);

                assertThat(decode(decoding, List.of(other))).containsEntry(name, null);
                assertThat(decode(decoding, List.of("x", name))).containsEntry(name, 1);
            }
        }
    }

    @Test
    void aNameThatNeedsEscapesIsNotFoundWithoutThem() {
        Decoding decoding = decoding(List.of("a\"b", "c\\d", "e\tf"));

        assertThat(decoding.decode("{\"a\\\"b\":1,\"c\\\\d\":2,\"e\\u0009f\":3}", 0))
                .get()
                .hasToString("{a\"b=1, c\\d=2, e\tf=3}");
        assertThat(decoding.decode("{\"a\"b\":1}", 0)).isEmpty();
        assertThat(decoding.decode("{\"c\\d\":2}", 0)).isEmpty();
        assertThat(decoding.decode("{\"e\tf\":3}", 0)).isEmpty();
    }

    @Test
    void ofColumnsWithOneNameTheLastOneIsFilled() {
        StructType schema =
                new StructType(List.of(new Field("a", Scalar.STRING), new Field("a", Scalar.INT)));
        Decoding decoding = new Decoding(JsonFormat.inZone(ZoneOffset.UTC), schema);

        assertThat(decoding.decode("{\"a\":1}", 0)).get().hasToString("{a=1}");
        assertThat(decoding.decode("{\"a\":\"x\"}", 0)).isEmpty();
    }

    @Test
    void aNameThatIsNoUnicodeMatchesNothing() {
        Decoding decoding = decoding(List.of("\ud800", "a"));

        assertThat(decode(decoding, List.of("?", "\uFFFD", "a"))).containsEntry("a", 2);
        assertThat(decode(decoding, List.of("?", "\uFFFD", "a"))).containsEntry("\ud800", null);
        assertThat(decoding.decode("{\"\\ud800\":1}", 0)).isEmpty();
    }
}
