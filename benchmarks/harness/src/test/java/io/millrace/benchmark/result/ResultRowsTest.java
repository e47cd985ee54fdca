package io.millrace.benchmark.result;

import static io.millrace.benchmark.protocol.Tuning.DEFAULT;
import static io.millrace.benchmark.protocol.Tuning.TUNED;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmark.protocol.Guarantee;
import io.millrace.benchmark.protocol.Tuning;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultRowsTest {

    private static Measured measured(String engine, Tuning tuning, double... wallSeconds) {
        List<RunFigures> runs =
                Arrays.stream(wallSeconds).mapToObj(s -> new RunFigures(s, 2 * s, s / 4)).toList();
        return new Measured(engine, tuning, Optional.empty(), 2_000_000, runs, 9.876, 512);
    }

    private static List<ResultRow> rows(Measured... measured) {
        return new ResultRows("F", Guarantee.NONE, "lz4", null).of(List.of(measured));
    }

    @Test
    void haveTheMedianAndTheEndsOfAllRuns() {
        ResultRow row = rows(measured("spark", TUNED, 4, 1, 2)).get(0);

        assertThat(row.recordsPerSecond()).isEqualTo(new Spread(1_000_000, 500_000, 2_000_000));
        assertThat(row.cpuSecondsPerMillionRecords()).isEqualTo(2.0);
        assertThat(row.brokerCpuSecondsPerMillionRecords()).isEqualTo(0.25);
        assertThat(row.coldStartSeconds()).isEqualTo(9.88);
        assertThat(row.peakRssMiB()).isEqualTo(512);
        assertThat(row.answer()).isEqualTo("ok");
        assertThat(row.tuning()).isEqualTo("tuned");
        assertThat(row.compression()).isEqualTo("lz4");
    }

    @Test
    void takeTheMeanOfTheMiddleOfAnEvenNumberOfRuns() {
        assertThat(Spread.of(List.of(1.0, 10.0, 2.0, 4.0))).isEqualTo(new Spread(3, 1, 10));
    }

    /** The machine was slow in round two for both: it shows in the figures, not in the ratio. */
    @Test
    void compareWithMillraceRoundByRound() {
        List<ResultRow> rows =
                rows(measured("spark", TUNED, 4, 40, 5), measured("millrace", TUNED, 1, 10, 1));

        assertThat(rows.get(0).millraceTimesAsFast()).isEqualTo(new Spread(4, 4, 5));
        assertThat(rows.get(1).millraceTimesAsFast()).isEqualTo(new Spread(1, 1, 1));
    }

    @Test
    void compareWithMillraceUnderTheSameTuning() {
        List<ResultRow> rows =
                rows(
                        measured("limit", TUNED, 1),
                        measured("spark", DEFAULT, 8),
                        measured("millrace", DEFAULT, 2),
                        measured("millrace", TUNED, 4));

        assertThat(rows)
                .extracting(row -> row.millraceTimesAsFast().median())
                .containsExactly(0.25, 4.0, 1.0, 1.0);
    }

    @Test
    void compareWithTheMillraceThereIs() {
        assertThat(rows(measured("limit", TUNED, 1), measured("millrace", DEFAULT, 2)))
                .extracting(row -> row.millraceTimesAsFast().median())
                .containsExactly(0.5, 1.0);
        assertThat(rows(measured("spark", TUNED, 1)).get(0).millraceTimesAsFast()).isNull();
    }

    @Test
    void haveNoFiguresWhereTheAnswerIsNotRight() {
        Measured good = measured("spark", TUNED, 4, 4);
        Measured bad =
                new Measured(
                        "millrace",
                        TUNED,
                        Optional.of("wrong answer"),
                        2_000_000,
                        good.runs(),
                        5,
                        512);

        List<ResultRow> rows = rows(good, bad);

        assertThat(rows.get(0).millraceTimesAsFast()).isNull();
        assertThat(rows.get(1))
                .isEqualTo(
                        new ResultRow(
                                "F",
                                "millrace",
                                "tuned",
                                "none",
                                "lz4",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                "wrong answer",
                                List.of()));
        assertThat(rows.get(1).passed()).isFalse();
    }

    @Test
    void sayHowLongABatchTookWhereItsSizeWasChosen() {
        List<ResultRow> rows =
                new ResultRows("F", Guarantee.NONE, "none", 500_000L)
                        .of(List.of(measured("millrace", TUNED, 1, 4, 2)));

        assertThat(ResultTable.text(rows).lines().map(line -> line.replaceAll(" +", " ")))
                .satisfiesExactly(
                        titles ->
                                assertThat(titles).contains("compression batch s/batch records/s"),
                        row -> assertThat(row).contains("none 500,000 0.50 1,000,000 ["));
        assertThat(ResultTable.text(rows(measured("millrace", TUNED, 1)))).doesNotContain("batch");
    }
}
