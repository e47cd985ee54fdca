package io.millrace.benchmark.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CompletenessTest {

    private final Completeness completeness = new Completeness();

    private void expect(int rows) {
        IntStream.range(0, rows).forEach(i -> completeness.expect("row " + i));
    }

    private void find(int from, int to) {
        IntStream.range(from, to).forEach(i -> completeness.find("row " + i));
    }

    @Test
    void allowsRowsToComeTwiceAndInAnyOrder() {
        expect(5_000);
        find(2_000, 5_000);
        find(0, 2_100);

        assertThat(completeness.problem()).isEmpty();
        assertThat(completeness.repeated()).isEqualTo(100);
    }

    @Test
    void findsWhatIsMissing() {
        expect(5_000);
        find(0, 4_000);
        find(4_003, 5_000);

        assertThat(completeness.problem()).contains("3 rows are missing, 0 are not right");
    }

    @Test
    void findsWhatIsNotRight() {
        expect(10);
        find(0, 12);

        assertThat(completeness.problem()).contains("0 rows are missing, 2 are not right");
    }

    @Test
    void findsThatThereIsNothing() {
        expect(2);

        assertThat(completeness.problem()).contains("2 rows are missing, 0 are not right");
    }
}
