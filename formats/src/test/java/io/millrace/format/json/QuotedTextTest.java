package io.millrace.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedTextTest {

    private static boolean isPlain(byte b) {
        return b >= ' ' && b != '"' && b != '\\';
    }

    /** A string without escapes ends at the first quote unless a control character comes before. */
    private static int skippedByTheBook(byte[] data, int from) {
        for (int at = from; at < data.length; at++) {
            if (data[at] == '"') {
                return at + 1;
            } else if (data[at] >= 0 && data[at] < ' ') {
                return ValueReader.NOT_PLAIN;
            }
        }
        return ValueReader.NOT_PLAIN;
    }

    @Test
    void findsEachSpecialByteAtEachPositionOfAWord() {
        for (int special = -128; special < 128; special++) {
            for (int position = 0; position < 20; position++) {
                byte[] data = new byte[24];
                Arrays.fill(data, (byte) 'x');
                data[position] = (byte) special;
                int expected = isPlain((byte) special) ? data.length : position;

                assertThat(QuotedText.plainEnd(data, 0, data.length)).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void seesNoMoreAndNoLessThanAByteByByteSearch(long seed) {
        Random random = new Random(seed);
        byte[] likely = {'x', 'x', '"', '!', '#', '[', ']', ' ', 31, 127, -1, -128, -94, -36, 0};
        for (int i = 0; i < 200_000; i++) {
            byte[] data = new byte[random.nextInt(40)];
            for (int at = 0; at < data.length; at++) {
                boolean any = random.nextInt(4) == 0;
                data[at] = any ? (byte) random.nextInt() : likely[random.nextInt(likely.length)];
                data[at] = data[at] == '\\' ? (byte) 'x' : data[at];
            }
            int plain = 0;
            while (plain < data.length && isPlain(data[plain])) {
                plain++;
            }

            assertThat(QuotedText.plainEnd(data, 0, data.length)).isEqualTo(plain);
            assertThat(QuotedText.skip(data, 0, data.length)).isEqualTo(skippedByTheBook(data, 0));
        }
    }
}
