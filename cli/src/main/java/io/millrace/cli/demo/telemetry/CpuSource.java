package io.millrace.cli.demo.telemetry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How busy the machine and each of its cores is, from {@code /proc/stat}. */
final class CpuSource implements TelemetrySource {

    /** Times since boot, in ticks. */
    private record Times(long busy, long total) {}

    private static final int IDLE = 4;
    private static final int IOWAIT = 5;
    private static final int FIRST_GUEST = 9;

    private final Path file;
    private final Map<String, Times> before = new HashMap<>();

    CpuSource(Path proc) {
        this.file = proc.resolve("stat");
    }

    @Override
    public List<Reading> read(long nanos) {
        List<Reading> readings = new ArrayList<>();
        for (String line : ProcText.lines(file)) {
            if (!line.startsWith("cpu")) {
                break;
            }
            String[] words = ProcText.words(line);
            Times now = times(words);
            Times last = before.put(words[0], now);
            if (last != null && now.total > last.total) {
                double busy = 100.0 * (now.busy - last.busy) / (now.total - last.total);
                String core = words[0].length() == 3 ? "all" : words[0].substring(3);
                readings.add(Reading.ofMachine("cpu." + core, "percent", Math.max(0, busy)));
            }
        }
        return readings;
    }

    /** The times of guests are part of the times of users already. */
    private static Times times(String[] words) {
        long total = 0;
        for (int i = 1; i < Math.min(words.length, FIRST_GUEST); i++) {
            total += Long.parseLong(words[i]);
        }
        long idle = Long.parseLong(words[IDLE]) + Long.parseLong(words[IOWAIT]);
        return new Times(total - idle, total);
    }
}
