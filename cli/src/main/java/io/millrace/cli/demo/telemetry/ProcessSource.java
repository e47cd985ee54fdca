package io.millrace.cli.demo.telemetry;

import io.millrace.cli.demo.telemetry.Reading.ProcessName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The busiest processes, in percent of one core, from {@code /proc/PID/stat}. */
final class ProcessSource implements TelemetrySource {

    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    private record Ticks(double value, long nanos) {}

    private final Path proc;
    private final int most;
    private Map<ProcessName, Ticks> before = Map.of();

    /**
     * @param most how many processes to tell of
     */
    ProcessSource(Path proc, int most) {
        this.proc = proc;
        this.most = most;
    }

    @Override
    public List<Reading> read(long nanos) {
        Map<ProcessName, Ticks> now = new HashMap<>();
        List<Reading> readings = new ArrayList<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path directory : directories) {
                List<String> lines = ProcText.lines(directory.resolve("stat"));
                if (!lines.isEmpty()) {
                    add(lines.get(0), nanos, now, readings);
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        before = now;
        return readings.stream()
                .sorted(Comparator.comparingDouble(Reading::value).reversed())
                .limit(most)
                .toList();
    }

    /** The command stands in parentheses and may hold anything, parentheses too. */
    private void add(String line, long nanos, Map<ProcessName, Ticks> now, List<Reading> readings) {
        int open = line.indexOf('(');
        int close = line.lastIndexOf(')');
        if (open < 0 || close < open) {
            return;
        }
        ProcessName process =
                new ProcessName(
                        Integer.parseInt(line.substring(0, open).strip()),
                        line.substring(open + 1, close));
        String[] words = ProcText.words(line.substring(close + 1));
        double ticks =
                Double.parseDouble(words[USER_TICKS]) + Double.parseDouble(words[SYSTEM_TICKS]);
        now.put(process, new Ticks(ticks, nanos));
        Ticks last = before.get(process);
        if (last != null && nanos > last.nanos && ticks > last.value) {
            double seconds = (nanos - last.nanos) / 1e9;
            double percent = 100 * (ticks - last.value) / TICKS_PER_SECOND / seconds;
            readings.add(new Reading("process.cpu", "percent", percent, process));
        }
    }
}
