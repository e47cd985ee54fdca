package io.millrace.cli.demo.telemetry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What each disk reads and writes, from {@code /proc/diskstats}. Partitions are left out. */
final class DiskSource implements TelemetrySource {

    private static final Pattern NO_DISK = Pattern.compile("(loop|ram|zram|sr|fd|dm-|md)\\d*.*");
    private static final double SECTOR_BYTES = 512;
    private static final int NAME = 2;
    private static final int SECTORS_READ = 5;
    private static final int SECTORS_WRITTEN = 9;

    private final Path file;
    private final Counter counter = new Counter();

    DiskSource(Path proc) {
        this.file = proc.resolve("diskstats");
    }

    @Override
    public List<Reading> read(long nanos) {
        List<String[]> disks = new ArrayList<>();
        for (String line : ProcText.lines(file)) {
            String[] words = ProcText.words(line);
            if (words.length > SECTORS_WRITTEN && !NO_DISK.matcher(words[NAME]).matches()) {
                disks.add(words);
            }
        }
        List<Reading> readings = new ArrayList<>();
        for (String[] disk : disks) {
            boolean partition =
                    disks.stream()
                            .anyMatch(
                                    other ->
                                            disk[NAME].length() > other[NAME].length()
                                                    && disk[NAME].startsWith(other[NAME]));
            if (!partition) {
                add(readings, "disk." + disk[NAME] + ".read", disk[SECTORS_READ], nanos);
                add(readings, "disk." + disk[NAME] + ".write", disk[SECTORS_WRITTEN], nanos);
            }
        }
        return readings;
    }

    private void add(List<Reading> readings, String metric, String sectors, long nanos) {
        counter.perSecond(metric, Double.parseDouble(sectors) * SECTOR_BYTES, nanos)
                .ifPresent(rate -> readings.add(Reading.ofMachine(metric, "bytes/s", rate)));
    }
}
