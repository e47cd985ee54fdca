package io.millrace.cli.demo.telemetry;

import java.nio.file.Path;
import java.util.List;

/** How much memory is in use, from {@code /proc/meminfo}. */
final class MemorySource implements TelemetrySource {

    private static final double KIBIBYTE = 1_024;

    private final Path file;

    MemorySource(Path proc) {
        this.file = proc.resolve("meminfo");
    }

    @Override
    public List<Reading> read(long nanos) {
        double total = 0;
        double available = 0;
        for (String line : ProcText.lines(file)) {
            if (line.startsWith("MemTotal:")) {
                total = Double.parseDouble(ProcText.words(line)[1]);
            } else if (line.startsWith("MemAvailable:")) {
                available = Double.parseDouble(ProcText.words(line)[1]);
                break;
            }
        }
        if (total == 0) {
            return List.of();
        }
        return List.of(Reading.ofMachine("memory.used", "bytes", (total - available) * KIBIBYTE));
    }
}
