package io.millrace.benchmark.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

    @Test
    void findsThatThereIsNoAnswer() {
        assertThat(check.problem(List.of()))
                .contains(
                        "0 rows, expected 3; in sorted order the first that differs is none,"
                                + " expected [a 1]");
    }
}
