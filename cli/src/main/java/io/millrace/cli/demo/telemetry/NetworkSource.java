package io.millrace.cli.demo.telemetry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What each network interface receives and sends, from {@code /proc/net/dev}. Interfaces that never
 * carried a byte are left out.
 */
final class NetworkSource implements TelemetrySource {

    private static final int RECEIVED = 0;
    private static final int SENT = 8;

    private final Path file;
    private final Counter counter = new Counter();

    NetworkSource(Path proc) {
        this.file = proc.resolve("net").resolve("dev");
    }

    @Override
    public List<Reading> read(long nanos) {
        List<Reading> readings = new ArrayList<>();
        for (String line : ProcText.lines(file)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String name = line.substring(0, colon).strip();
            String[] words = ProcText.words(line.substring(colon + 1));
            boolean silent = words[RECEIVED].equals("0") && words[SENT].equals("0");
            if (words.length > SENT && !silent) {
                add(readings, "net." + name + ".receive", words[RECEIVED], nanos);
                add(readings, "net." + name + ".send", words[SENT], nanos);
            }
        }
        return readings;
    }

    private void add(List<Reading> readings, String metric, String bytes, long nanos) {
        counter.perSecond(metric, Double.parseDouble(bytes), nanos)
                .ifPresent(rate -> readings.add(Reading.ofMachine(metric, "bytes/s", rate)));
    }
}
