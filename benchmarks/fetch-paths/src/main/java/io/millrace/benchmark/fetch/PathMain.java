package io.millrace.benchmark.fetch;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Reads a topic several times along one path, with two threads, and prints a line for each run:
 * path, run, views, records a second, CPU seconds and allocated bytes for a million records.
 *
 * <p>Arguments: bootstrap servers, topic, partitions, path, runs.
 */
final class PathMain {

    private static final int THREADS = 2;

    private PathMain() {}

    /** What one thread found, and how much it allocated. */
    private record Share(long values, long views, long allocated) {}

    public static void main(String[] arguments) throws Exception {
        int runs = Integer.parseInt(arguments[4]);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        for (int run = 0; run < runs; run++) {
            measure(threads, arguments, run);
        }
        threads.shutdown();
    }

    private static void measure(ExecutorService threads, String[] arguments, int run)
            throws Exception {
        int partitions = Integer.parseInt(arguments[2]);
        List<Callable<Share>> tasks =
                IntStream.range(0, partitions)
                        .<Callable<Share>>mapToObj(partition -> () -> read(arguments, partition))
                        .toList();
        long cpu = cpuNanos();
        long start = System.nanoTime();
        long values = 0;
        long views = 0;
        long allocated = 0;
        for (Future<Share> done : threads.invokeAll(tasks)) {
            values += done.get().values();
            views += done.get().views();
            allocated += done.get().allocated();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-8s run %d: %,d views of %,d; %,.0f records/s; %.3f CPU s/M; %,.1f MB allocated/M%n",
                arguments[3],
                run,
                views,
                values,
                values / seconds,
                (cpuNanos() - cpu) / 1e9 / values * 1e6,
                allocated / (double) values);
    }

    private static Share read(String[] arguments, int partition) {
        long before = allocatedBytes();
        ValueTaker taker = new ValueTaker();
        FetchPath.named(arguments[3]).read(arguments[0], arguments[1], partition, taker);
        return new Share(taker.values(), taker.views(), allocatedBytes() - before);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
