package io.millrace.benchmark.workload;

import io.millrace.benchmark.protocol.AnswerRow;
import io.millrace.benchmark.records.RecordSource;
import io.millrace.benchmark.records.TextLines;
import java.util.List;
import java.util.stream.IntStream;

/** W4: split text, count by strings. */
public final class WordCount implements Workload {

    @Override
    public String name() {
        return "W4";
    }

    @Override
    public String description() {
        return "word count over lines of ten words, every change emitted";
    }

    @Override
    public RecordSource records(long seed) {
        return new TextLines(seed);
    }

    /** A row for each word that occurs: word, how often. */
    @Override
    public List<String> answer(long seed, long records) {
        TextLines lines = new TextLines(seed);
        long[] counts = new long[TextLines.WORDS];
        for (long line = 0; line < records; line++) {
            for (int place = 0; place < TextLines.WORDS_PER_LINE; place++) {
                counts[lines.wordOf(line, place)]++;
            }
        }
        return IntStream.range(0, counts.length)
                .filter(word -> counts[word] > 0)
                .mapToObj(word -> AnswerRow.of(lines.word(word), counts[word]))
                .toList();
    }
}
