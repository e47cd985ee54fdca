package io.millrace.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.format.plain.Utf8;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

    /** The bytes at which any rule about a continuation byte can change. */
    private static final int[] EDGES = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF};

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Sees to it that all bytes belong to a character outside of ASCII. */
    private static void compareWithJava(byte... bytes) {
        boolean whole = Utf8.skip(bytes, 0, bytes.length) == bytes.length;
        boolean noAscii = true;
        for (byte b : bytes) {
            noAscii &= b < 0;
        }
        if (whole != (noAscii && isUtf8(bytes))) {
            assertThat(whole).as(Arrays.toString(bytes)).isEqualTo(!whole);
        }
    }

    @Test
    void takesTheSequencesThatJavaTakes() {
        for (int first = 0x80; first < 0x100; first++) {
            compareWithJava((byte) first);
            for (int second = 0; second < 0x100; second++) {
                compareWithJava((byte) first, (byte) second);
                for (int third : EDGES) {
                    compareWithJava((byte) first, (byte) second, (byte) third);
                    for (int fourth : EDGES) {
                        compareWithJava((byte) first, (byte) second, (byte) third, (byte) fourth);
                    }
                }
            }
        }
    }

    @Test
    void writesEveryCharacterAsJavaDoes() {
        byte[] target = new byte[4];
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            if (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE) {
                byte[] expected = Character.toString(character).getBytes(StandardCharsets.UTF_8);

                int length = Utf8.put(target, 0, character);

                if (!Arrays.equals(target, 0, length, expected, 0, expected.length)) {
                    assertThat(Arrays.copyOf(target, length)).isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"c3", "c328", "80", "e282", "f09f98", "eda080", "c080", "f4908080", "ff"})
    void malformedTextIsGivenToTheFallbackWhereItIsWantedAndElseSkipped(String hex) {
        Field a = new Field("a", Scalar.INT);
        Field b = new Field("b", Scalar.STRING);
        Field m = new Field("m", new MapType(Scalar.STRING, Scalar.INT));
        StructType schema = new StructType(List.of(a, b, m));
        Decoding decoding = new Decoding(JsonFormat.inZone(ZoneOffset.UTC), schema);
        byte[] bad = HexFormat.of().parseHex(hex);

        assertThat(decoding.decode(joined("{\"b\":\"x", bad, "\"}"), 0)).isEmpty();
        assertThat(decoding.decode(joined("{\"b\":\"\\n", bad, "\"}"), 0)).isEmpty();
        assertThat(decoding.decode(joined("{\"m\":{\"x", bad, "\":1}}"), 0)).isEmpty();
        assertThat(decoding.decode(joined("{\"x", bad, "\":1}"), 0)).isEmpty();
        assertThat(decoding.decode(joined("{\"a\":7,\"c\":[\"", bad, "\",{}]}"), 0))
                .get()
                .hasToString("{a=7, b=null, m=null}");
    }

    private static byte[] joined(String before, byte[] bytes, String after) {
        String all = before + new String(bytes, StandardCharsets.ISO_8859_1) + after;
        return all.getBytes(StandardCharsets.ISO_8859_1);
    }
}
