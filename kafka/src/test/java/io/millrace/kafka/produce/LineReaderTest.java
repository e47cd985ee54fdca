package io.millrace.kafka.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {

    private static final int LIMIT = 1_000_000;

    @Test
    void endsALineAtTheLineFeedAndKeepsEverythingElse() throws IOException {
        assertThat(lines("a\nb\r\n\n  c  \n")).containsExactly("a", "b\r", "", "  c  ");
    }

    @Test
    void needsNoLineFeedAtTheEnd() throws IOException {
        assertThat(lines("a\nb")).containsExactly("a", "b");
        assertThat(lines("a\nb\n")).containsExactly("a", "b");
        assertThat(lines("\n")).containsExactly("");
        assertThat(lines("")).isEmpty();
    }

    /** Against the simple way of doing the same, whatever the sizes of lines and reads. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsTheSameLinesHoweverTheBytesArrive(long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            int length = random.nextInt(10) == 0 ? random.nextInt(400_000) : random.nextInt(50);
            text.append("x".repeat(length)).append(i).append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        InputStream dribble =
                new ByteArrayInputStream(bytes) {
                    @Override
                    public synchronized int read(byte[] b, int off, int len) {
                        return super.read(b, off, 1 + random.nextInt(Math.min(len, 100_000)));
                    }
                };

        assertThat(lines(dribble, LIMIT)).isEqualTo(text.toString().lines().toList());
    }

    @Test
    void handsOutALineBeforeTheNextOneIsWritten() throws IOException {
        PipedInputStream in = new PipedInputStream();
        try (PipedOutputStream out = new PipedOutputStream(in)) {
            LineReader reader = new LineReader(in, LIMIT);
            out.write("first\n".getBytes(StandardCharsets.UTF_8));
            assertThat(reader.next()).isTrue();
            assertThat(text(reader)).isEqualTo("first");
            out.write("second\n".getBytes(StandardCharsets.UTF_8));
            assertThat(reader.next()).isTrue();
            assertThat(text(reader)).isEqualTo("second");
        }
    }

    @Test
    void boundsTheLengthOfALineWithoutReadingAllOfIt() throws IOException {
        assertThat(lines(in("12345\n12345"), 5)).containsExactly("12345", "12345");
        assertThatThrownBy(() -> lines(in("12345\n123456\n"), 5))
                .hasMessageStartingWith(
                        "[LINE_TOO_LONG] Cannot send line 2: it has more than 5 bytes.");
        InputStream endless =
                new InputStream() {
                    @Override
                    public int read() {
                        return 'x';
                    }
                };
        assertThatThrownBy(() -> new LineReader(endless, LIMIT).next())
                .hasMessageContaining("Cannot send line 1: it has more than 1000000 bytes");
    }

    private static List<String> lines(String text) throws IOException {
        return lines(in(text), LIMIT);
    }

    private static List<String> lines(InputStream in, int limit) throws IOException {
        LineReader reader = new LineReader(in, limit);
        List<String> lines = new ArrayList<>();
        while (reader.next()) {
            lines.add(text(reader));
            assertThat(reader.number()).isEqualTo(lines.size());
        }
        return lines;
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(LineReader reader) {
        return new String(reader.buffer(), reader.start(), reader.length(), StandardCharsets.UTF_8);
    }
}
