package io.millrace.pipeline.run;

import java.io.IOException;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;

/** Writes down what every thread of a process is doing. */
final class ThreadDump {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private ThreadDump() {}

    /** Writes a dump of the process where the task runs, and of this one; the file. */
    static Path write(Path directory, String flow, Optional<TaskPlace> task, SparkContext spark)
            throws IOException {
        Files.createDirectories(directory);
        String name = flow.replaceAll("[^A-Za-z0-9_-]", "_");
        Path file =
                directory.resolve("threads-" + name + "-" + TIME.format(Instant.now()) + ".txt");
        StringBuilder text = new StringBuilder();
        task.filter(place -> !place.isInThisProcess())
                .ifPresent(place -> text.append(ofExecutor(place, spark)));
        text.append("Threads of the driver\n\n");
        for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
            append(text, thread);
        }
        return Files.writeString(file, text).toAbsolutePath();
    }

    private static String ofExecutor(TaskPlace place, SparkContext spark) {
        String title = "Threads of executor " + place.executor() + " on " + place.host() + "\n\n";
        return title
                + spark.getExecutorThreadDump(place.executor())
                        .map(
                                threads ->
                                        Arrays.stream(threads)
                                                .map(String::valueOf)
                                                .collect(Collectors.joining("\n")))
                        .getOrElse(() -> "The executor does not answer.\n")
                + "\n";
    }

    /** What the class of the JVM prints is cut after eight frames. */
    private static void append(StringBuilder text, ThreadInfo thread) {
        text.append('"').append(thread.getThreadName()).append("\" ");
        text.append(thread.getThreadState());
        LockInfo lock = thread.getLockInfo();
        if (lock != null) {
            text.append(" on ").append(lock);
        }
        if (thread.getLockOwnerName() != null) {
            text.append(" held by \"").append(thread.getLockOwnerName()).append('"');
        }
        text.append('\n');
        for (StackTraceElement frame : thread.getStackTrace()) {
            text.append("    at ").append(frame).append('\n');
        }
        text.append('\n');
    }
}
