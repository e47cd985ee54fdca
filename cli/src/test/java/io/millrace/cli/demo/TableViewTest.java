package io.millrace.cli.demo;

import static io.millrace.cli.demo.Results.END;
import static io.millrace.cli.demo.Results.percent;
import static io.millrace.cli.demo.Results.processes;
import static io.millrace.cli.demo.Results.rate;
import static io.millrace.cli.demo.Results.read;
import static io.millrace.cli.demo.Results.wall;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.terminal.GlassTerminal;
import io.millrace.pipeline.run.FlowProgress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableViewTest {

    private static final String WHERE = "Kafka at 127.0.0.1:39092, Spark 4.1.0 on local[*]";
    private static final String LONG_NAME = "net.br-0123456789ab.receive";

    private final DemoStatus status = new DemoStatus();
    private final GlassTerminal glass = new GlassTerminal(80, 24);
    private final TableView view = view(glass);

    @Test
    void saysWhatItWaitsForBeforeTheFirstWindow() {
        assertThat(view.lines(1_234, Duration.ofSeconds(65)))
                .containsExactly(
                        "Millrace demo, 01:05   " + WHERE,
                        "1,234 readings in, first batch",
                        "",
                        "The first batch takes longest, for Spark compiles the queries; then results come.",
                        "",
                        "Ctrl-C ends the demo.");
    }

    @Test
    void showsTheLastWindowInOneTable() {
        status.addResults(read(percent(END, "cpu.all", 1)));
        status.progressed(progress("machine_metrics", 1_500, 20));
        status.progressed(progress("machine_processes", 400, 3_000));

        view.show(
                read(
                        rate(END, "net.eth0.send", 1_022 * 1_024),
                        percent(END, "cpu.all", 50),
                        rate(END, LONG_NAME, 1),
                        processes(END, new WindowResult.Process(4_194_304, "java", 198.04))),
                2_000);

        List<String> seen = glass.seen();
        assertThat(seen.get(0)).startsWith("Millrace demo, 0").endsWith(WHERE);
        assertThat(seen.subList(1, seen.size()))
                .containsExactly(
                        "2,000 readings in, 1 results out, 3,000 wait, last batch 1.5 s",
                        "",
                        "10 s until "
                                + wall(END)
                                + "         AVERAGE      MAXIMUM          P95  COUNT",
                        "cpu.all                      50.0 %       60.0 %       55.0 %    100  █████·····",
                        "net.br-0123456789ab.r…        1 B/s        2 B/s        2 B/s     99",
                        "net.eth0.send          1022.0 KiB/s    2.0 MiB/s    1.5 MiB/s     99",
                        "",
                        "BUSIEST PROCESSES               CPU          PID",
                        "java                        198.0 %      4194304",
                        "",
                        "Ctrl-C ends the demo.");
    }

    @Test
    void replacesAWindowByTheNextAndNotByOneBefore() {
        view.show(read(percent(END, "cpu.all", 10)), 1);
        view.show(
                read(
                        percent(END.plusSeconds(1), "cpu.all", 20),
                        percent(END.minusSeconds(1), "cpu.all", 30)),
                2);
        view.show(List.of(), 3);

        assertThat(glass.seen())
                .anyMatch(line -> line.startsWith("10 s until " + wall(END.plusSeconds(1))))
                .filteredOn(line -> line.startsWith("cpu.all"))
                .singleElement()
                .asString()
                .contains(" 20.0 %");
        assertThat(glass.scrolledAway()).isEmpty();
    }

    @Test
    void forgetsWhatIsNotInTheWindowAnyMore() {
        view.show(read(percent(END, "cpu.0", 10), rate(END, "net.usb0.send", 1)), 1);
        view.show(read(percent(END.plusSeconds(10), "cpu.0", 10)), 2);
        assertThat(glass.seen()).anyMatch(line -> line.startsWith("net.usb0.send"));

        view.show(read(percent(END.plusSeconds(11), "cpu.0", 10)), 3);
        assertThat(glass.seen()).noneMatch(line -> line.startsWith("net.usb0.send"));
    }

    @Test
    void drawsBarsWithinTheirBounds() {
        view.show(
                read(
                        percent(END, "a", -3),
                        percent(END, "b", 0),
                        percent(END, "c", 96),
                        percent(END, "d", 250)),
                1);

        assertThat(glass.seen())
                .filteredOn(line -> line.contains(" %"))
                .extracting(line -> line.substring(line.lastIndexOf(' ') + 1))
                .containsExactly("··········", "··········", "██████████", "██████████");
    }

    @Test
    void fitsAnOldTerminal() {
        view.show(
                read(
                        percent(END, "a-name-that-is-longer-than-any-column", 100),
                        processes(END, new WindowResult.Process(1, "x".repeat(70), 1))),
                999_999_999);

        assertThat(view.lines(999_999_999, Duration.ofHours(10)))
                .allMatch(line -> line.codePointCount(0, line.length()) <= 80);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "79,9", "40,10", "20,5", "1,2", "10,1", "300,100"})
    void isNeitherWiderNorHigherThanTheTerminal(int columns, int lines) {
        GlassTerminal small = new GlassTerminal(columns, lines);
        TableView narrow = view(small);

        narrow.show(List.of(), 0);
        for (int i = 0; i < 3; i++) {
            narrow.show(
                    read(
                            percent(END, "cpu.all", 50),
                            rate(END, LONG_NAME, 1),
                            processes(END, new WindowResult.Process(1, "java", 1))),
                    i);
        }

        assertThat(small.wrapped()).isZero();
        assertThat(small.scrolledAway()).isEmpty();
        assertThat(small.seen()).hasSize(Math.min(lines - 1, 11));
    }

    private TableView view(GlassTerminal terminal) {
        return new TableView(terminal.screen(), status, WHERE, System.nanoTime());
    }

    private static FlowProgress progress(String flow, long millis, long lag) {
        return new FlowProgress(
                flow,
                1,
                10,
                OptionalLong.empty(),
                0,
                0,
                10,
                Duration.ofMillis(millis),
                OptionalLong.of(lag),
                0);
    }
}
