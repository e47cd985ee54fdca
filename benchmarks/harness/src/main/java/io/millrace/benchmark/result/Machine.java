package io.millrace.benchmark.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The machine that figures come from.
 *
 * @param loadAverage of the minute before the first run: what others did on it
 */
public record Machine(
        String processor,
        int cores,
        long memoryMiB,
        String system,
        String java,
        double loadAverage) {

    private static final Path CPUS = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");

    /** The machine that this program runs on, as it is now. */
    public static Machine current() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                value(CPUS, "model name"),
                system.getAvailableProcessors(),
                Long.parseLong(value(MEMORY, "MemTotal").replaceAll("\\D", "")) / 1024,
                system.getName() + " " + system.getVersion() + " " + system.getArch(),
                Runtime.version() + " " + System.getProperty("java.vendor"),
                system.getSystemLoadAverage());
    }

    private static String value(Path file, String key) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("0");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
