package io.millrace.cli.demo;

import static io.millrace.cli.demo.Results.END;
import static io.millrace.cli.demo.Results.percent;
import static io.millrace.cli.demo.Results.processes;
import static io.millrace.cli.demo.Results.rate;
import static io.millrace.cli.demo.Results.read;
import static io.millrace.cli.demo.Results.wall;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.terminal.Terminal;
import io.millrace.cli.terminal.TerminalKind;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineViewTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final DemoView view =
            new LineView(
                    new Terminal(InputStream.nullInputStream(), out, err, TerminalKind.none()));

    @Test
    void writesALineForEachResult() {
        view.show(
                read(
                        percent(END, "cpu.all", 12.34),
                        rate(END, "net.eth0.send", 2_048),
                        processes(
                                END,
                                new WindowResult.Process(42, "java", 98.04),
                                new WindowResult.Process(7, "cc1 plus", 1))),
                300);

        String time = wall(END);
        assertThat(out())
                .isEqualTo(
                        (time
                                        + " cpu.all average 12.3 %, maximum 22.3 %, p95 17.3 % of 100 readings in 10 s\n")
                                + (time
                                        + " net.eth0.send average 2.0 KiB/s, maximum 4.0 KiB/s, p95 3.0 KiB/s of 99 readings in 10 s\n")
                                + (time + " busiest: java (42) 98.0 %, cc1 plus (7) 1.0 %\n"));
        assertThat(err.size()).isZero();
    }

    @Test
    void writesWindowsInTheOrderOfTheirTimes() {
        view.show(
                read(
                        percent(END.plusSeconds(1), "b", 1),
                        percent(END, "z", 1),
                        percent(END, "a", 1)),
                0);

        assertThat(out().lines().map(line -> line.split(" ")[1])).containsExactly("z", "a", "b");
    }

    @Test
    void writesAtOnceAndNothingWhereThereIsNothing() {
        view.show(List.of(), 5);
        assertThat(out()).isEmpty();

        view.show(read(percent(END, "cpu.all", 1)), 6);
        assertThat(out()).hasLineCount(1);

        view.show(List.of(), 7);
        view.end();
        assertThat(out()).hasLineCount(1);
    }

    @Test
    void saysSoWhereNoProcessWasBusy() {
        assertThat(LineView.line(processes(END))).isEqualTo(wall(END) + " busiest: none");
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
