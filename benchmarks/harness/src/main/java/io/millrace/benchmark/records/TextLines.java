package io.millrace.benchmark.records;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.IntStream;

/**
 * Lines of ten words of two to six letters, with one blank between them, about 45 bytes. The words
 * are Zipf-distributed over 20,000; the frequent ones are short.
 */
public final class TextLines implements RecordSource {

    public static final int WORDS = 20_000;
    public static final int WORDS_PER_LINE = 10;

    private static final String CONSONANTS = "tnshrdlcmwfgpbvkzjxq";
    private static final String VOWELS = "eaoiu";
    private static final int SYLLABLES = CONSONANTS.length() * VOWELS.length();
    private static final byte[] BLANK = {' '};
    private static final int LINES_PER_MILLISECOND = 10;

    private final long seed;
    private final Draws draws;
    private final Zipf zipf = new Zipf(WORDS);
    private final byte[][] words =
            IntStream.range(0, WORDS)
                    .mapToObj(rank -> spell(rank).getBytes(StandardCharsets.US_ASCII))
                    .toArray(byte[][]::new);

    public TextLines(long seed) {
        this.seed = seed;
        this.draws = new Draws(seed, 3);
    }

    @Override
    public String id() {
        return "text-lines-v1-seed" + seed;
    }

    /** The number of a word of a line. */
    public int wordOf(long line, int place) {
        return zipf.rank(draws.bits(line, place));
    }

    /** A word by its number: the most frequent is 0. */
    public String word(int number) {
        return new String(words[number], StandardCharsets.US_ASCII);
    }

    @Override
    public void write(long line, RecordBuffer into) {
        into.begin(AdEvents.FIRST_TIME + line / LINES_PER_MILLISECOND);
        for (int place = 0; place < WORDS_PER_LINE; place++) {
            if (place > 0) {
                into.put(BLANK);
            }
            into.put(words[wordOf(line, place)]);
        }
    }

    /** Numbers in a positional system without a zero, its digits being syllables. */
    private static String spell(int rank) {
        Deque<String> syllables = new ArrayDeque<>();
        for (int rest = rank + 1; rest > 0; rest = (rest - 1) / SYLLABLES) {
            int digit = (rest - 1) % SYLLABLES;
            syllables.push(
                    ""
                            + CONSONANTS.charAt(digit % CONSONANTS.length())
                            + VOWELS.charAt(digit / CONSONANTS.length()));
        }
        return String.join("", syllables);
    }
}
