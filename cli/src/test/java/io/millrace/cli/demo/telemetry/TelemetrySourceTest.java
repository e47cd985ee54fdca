package io.millrace.cli.demo.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetrySourceTest {

    private static final long SECOND = 1_000_000_000L;

    @TempDir Path proc;

    private void write(String file, String text) throws IOException {
        Path path = proc.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static Map<String, Double> byMetric(List<Reading> readings) {
        return readings.stream()
                .collect(
                        Collectors.toMap(
                                Reading::metric, Reading::value, (a, b) -> a, TreeMap::new));
    }

    @Test
    void tellsHowBusyEachCoreWasSinceTheLastReading() throws Exception {
        TelemetrySource source = new CpuSource(proc);
        write(
                "stat",
                "cpu  100 0 100 700 100 0 0 0 50 0\ncpu0 100 0 100 700 100 0 0 0 50 0\nintr 1\n");
        assertThat(source.read(0)).isEmpty();

        write(
                "stat",
                "cpu  130 0 110 740 120 0 0 0 80 0\ncpu0 100 0 100 800 100 0 0 0 50 0\nintr 1\n");

        assertThat(byMetric(source.read(SECOND)))
                .containsExactly(entry("cpu.0", 0.0), entry("cpu.all", 40.0));
    }

    @Test
    void tellsTheMemoryInUse() throws Exception {
        write("meminfo", "MemTotal:       1000 kB\nMemFree: 10 kB\nMemAvailable:    400 kB\n");

        assertThat(byMetric(new MemorySource(proc).read(0)))
                .containsExactly(entry("memory.used", 600 * 1024.0));
    }

    @Test
    void tellsTheRatesOfWholeDisks() throws Exception {
        TelemetrySource source = new DiskSource(proc);
        String line = "   8  %d %s 1 2 %d 4 5 6 %d 8 9 10 11\n";
        write("diskstats", line.formatted(0, "sda", 10, 20) + line.formatted(1, "sda1", 10, 20));
        assertThat(source.read(0)).isEmpty();

        write(
                "diskstats",
                line.formatted(0, "sda", 30, 20)
                        + line.formatted(1, "sda1", 30, 20)
                        + line.formatted(2, "loop0", 99, 99)
                        + line.formatted(3, "nvme0n1", 5, 5));

        assertThat(byMetric(source.read(2 * SECOND)))
                .containsExactly(
                        entry("disk.sda.read", 20 * 512 / 2.0), entry("disk.sda.write", 0.0));
    }

    @Test
    void tellsTheRatesOfInterfacesThatAreUsed() throws Exception {
        TelemetrySource source = new NetworkSource(proc);
        String head = "Inter-|   Receive  |  Transmit\n face |bytes\n";
        write(
                "net/dev",
                head + "  eth0:1000 1 0 0 0 0 0 0 50 1 0 0 0 0 0 0\n  off: 0 0 0 0 0 0 0 0 0 0\n");
        assertThat(source.read(0)).isEmpty();

        write(
                "net/dev",
                head + "  eth0:3000 1 0 0 0 0 0 0 150 1 0 0 0 0 0 0\n  off: 0 0 0 0 0 0 0 0 0 0\n");

        assertThat(byMetric(source.read(SECOND)))
                .containsExactly(entry("net.eth0.receive", 2000.0), entry("net.eth0.send", 100.0));
    }

    @Test
    void namesTheBusiestProcessesWhateverTheyAreCalled() throws Exception {
        TelemetrySource source = new ProcessSource(proc, 2);
        String stat = "%d (%s) S 1 2 3 4 5 6 7 8 9 10 %d %d 0 0 20";
        write("1/stat", stat.formatted(1, "init", 5, 5));
        write("20/stat", stat.formatted(20, "a) (b \"c\"", 100, 0));
        write("300/stat", stat.formatted(300, "java", 100, 100));
        assertThat(source.read(0)).isEmpty();

        write("1/stat", stat.formatted(1, "init", 6, 5));
        write("20/stat", stat.formatted(20, "a) (b \"c\"", 105, 5));
        write("300/stat", stat.formatted(300, "java", 130, 110));
        write("4000/stat", stat.formatted(4000, "new", 900, 0));
        List<Reading> readings = source.read(SECOND / 2);

        assertThat(readings)
                .extracting(r -> r.process().pid() + " " + r.process().command())
                .containsExactly("300 java", "20 a) (b \"c\"");
        assertThat(readings.get(0).value()).isCloseTo(80.0, within(1e-9));
    }

    @Test
    void startsAgainWhereACounterWasReset() throws Exception {
        Counter counter = new Counter();

        assertThat(counter.perSecond("a", 100, 0)).isEmpty();
        assertThat(counter.perSecond("a", 40, SECOND)).isEmpty();
        assertThat(counter.perSecond("a", 50, 2 * SECOND)).hasValue(10);
    }

    @Test
    void readsNothingWhereThereIsNothing() {
        assertThat(new CpuSource(proc).read(0)).isEmpty();
        assertThat(new MemorySource(proc).read(0)).isEmpty();
        assertThat(new DiskSource(proc).read(0)).isEmpty();
        assertThat(new NetworkSource(proc).read(0)).isEmpty();
        assertThat(new ProcessSource(proc.resolve("none"), 5).read(0)).isEmpty();
    }
}
