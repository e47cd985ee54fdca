package io.millrace.benchmark.records;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class TextLinesTest {

    private final TextLines lines = new TextLines(1);
    private final RecordBuffer buffer = new RecordBuffer();

    @Test
    void haveTenWords() {
        for (long line = 0; line < 10_000; line++) {
            lines.write(line, buffer);
            String[] words = new String(buffer.value(), US_ASCII).split(" ", -1);
            assertThat(words).hasSize(10);
            for (int place = 0; place < 10; place++) {
                assertThat(words[place])
                        .matches("[a-z]{2,6}")
                        .isEqualTo(lines.word(lines.wordOf(line, place)));
            }
        }
    }

    @Test
    void haveDistinctWords() {
        assertThat(IntStream.range(0, TextLines.WORDS).mapToObj(lines::word))
                .hasSize(20_000)
                .doesNotHaveDuplicates();
    }

    /** Whoever changes what is generated must change the version in the name of the topic. */
    @Test
    void areTheFirstVersion() {
        CRC32 checksum = new CRC32();
        for (long i = 10_000; i >= 0; i--) {
            lines.write(i, buffer);
            checksum.update(buffer.value());
        }

        assertThat(lines.id()).isEqualTo("text-lines-v1-seed1");
        assertThat(new String(buffer.value(), US_ASCII))
                .isEqualTo("qo ne tehoje nene hezi te co teweci ce ceve");
        assertThat(checksum.getValue()).isEqualTo(3_438_722_321L);
    }
}
