package io.millrace.benchmark.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process uses, as Linux counts it in {@code /proc}. */
public final class ProcessUsage {

    /** What /proc counts in; the same on every machine that Java 17 runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int KIBIBYTES_PER_MEBIBYTE = 1024;

    /** Positions behind the name of the program, which may itself hold blanks and brackets. */
    private static final int USER_TICKS = 11;

    private static final int CHILD_SYSTEM_TICKS = 14;

    private ProcessUsage() {}

    /** User and system time of a process and of its children that have ended, in seconds. */
    public static double cpuSeconds(long pid) {
        return cpuSeconds(read(pid, "stat"));
    }

    /** The most memory that a process has had resident since it began. */
    public static long peakRssMiB(long pid) {
        return peakRssMiB(read(pid, "status"));
    }

    static double cpuSeconds(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int i = USER_TICKS; i <= CHILD_SYSTEM_TICKS; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks / TICKS_PER_SECOND;
    }

    static long peakRssMiB(String status) {
        String kibibytes =
                status.lines()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .map(line -> line.replaceAll("\\D", ""))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no VmHWM in " + status));
        return Long.parseLong(kibibytes) / KIBIBYTES_PER_MEBIBYTE;
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
