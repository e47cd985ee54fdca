package io.millrace.pipeline.run;

import java.util.Locale;
import java.util.Set;
import org.apache.spark.scheduler.AccumulableInfo;

/** Which numbers of a task tell that it does something: not those that grow with time alone. */
final class TaskCounts {

    private static final String INTERNAL = "internal.metrics.";
    private static final Set<String> NOT_WORK = Set.of("time", "memory", "peak", "duration");

    private TaskCounts() {}

    /** What a number counts of the work done; 0 where it counts something else. */
    static double of(AccumulableInfo number) {
        String name = number.name().getOrElse(() -> "").toLowerCase(Locale.ROOT);
        boolean counts =
                name.startsWith(INTERNAL)
                        ? name.contains("records") || name.contains("bytes")
                        : NOT_WORK.stream().noneMatch(name::contains);
        return counts && number.update().isDefined() && number.update().get() instanceof Number n
                ? n.doubleValue()
                : 0;
    }
}
