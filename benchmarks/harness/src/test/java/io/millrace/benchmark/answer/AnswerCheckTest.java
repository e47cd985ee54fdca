package io.millrace.benchmark.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswerCheckTest {

    private final AnswerCheck check = new AnswerCheck(List.of("b\t2", "a\t1", "a\t1"));

    @Test
    void passesTheSameRowsInAnyOrder() {
        assertThat(check.problem(List.of("a\t1", "b\t2", "a\t1"))).isEmpty();
        assertThat(new AnswerCheck(List.of()).problem(List.of())).isEmpty();
    }

    @Test
    void findsAMissingRow() {
        assertThat(check.problem(List.of("b\t2", "a\t1")))
                .contains(
                        "2 rows, expected 3; in sorted order the first that differs is [b 2],"
                                + " expected [a 1]");
    }

    @Test
    void findsARowTooMany() {
        assertThat(check.problem(List.of("b\t2", "a\t1", "a\t1", "c\t3")))
                .contains(
                        "4 rows, expected 3; in sorted order the first that differs is [c 3],"
                                + " expected none");
    }

    @Test
    void findsADuplicateInThePlaceOfAnother() {
        assertThat(check.problem(List.of("a\t1", "b\t2", "b\t2")))
                .contains(
                        "3 rows, expected 3; in sorted order the first that differs is [b 2],"
                                + " expected [a 1]");
    }

    /** Of as many rows only a digest is kept. */
    @Test
    void comparesMillionsOfRowsToo() {
        List<String> rows =
                IntStream.range(0, 300_000).mapToObj(i -> "row\t" + i).collect(Collectors.toList());
        AnswerCheck large = new AnswerCheck(rows);
        Collections.reverse(rows);

        assertThat(large.problem(rows)).isEmpty();

        rows.set(3, rows.get(4));
        assertThat(large.problem(rows)).contains("300000 rows, expected 300000; they differ");
        assertThat(large.problem(List.of("x"))).contains("1 rows, expected 300000; they differ");
    }

    @Test
    void leavesOutRowsThatDoNotCount() {
        AnswerCheck picky = new AnswerCheck(List.of("a"), row -> !row.startsWith("later"));

        assertThat(picky.problem(List.of("a", "later\t1"))).isEmpty();
        assertThat(picky.problem(List.of("later\t1"))).isPresent();
    }

    @Test
    void findsThatThereIsNoAnswer() {
        assertThat(check.problem(List.of()))
                .contains(
                        "0 rows, expected 3; in sorted order the first that differs is none,"
                                + " expected [a 1]");
    }
}
