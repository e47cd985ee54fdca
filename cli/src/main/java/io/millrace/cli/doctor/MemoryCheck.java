package io.millrace.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.common.option.DataSize;
import java.lang.management.ManagementFactory;

/**
 * Whether a run gets enough heap, and the machine has enough for the heap.
 *
 * @param heap the most heap that a Java process with these options takes
 * @param machine what the machine, or the container, has in all
 */
record MemoryCheck(DataSize heap, DataSize machine) implements Check {

    private static final String SUBJECT = "memory";

    /** Spark refuses to start with less. */
    private static final DataSize LEAST = DataSize.ofMebibytes(472);

    private static final DataSize ENOUGH = DataSize.ofMebibytes(1_024);
    private static final String MORE_HEAP = "Give more heap, such as MILLRACE_JAVA_OPTS=-Xmx2g.";

    static MemoryCheck ofThisMachine() {
        OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new MemoryCheck(
                new DataSize(Runtime.getRuntime().maxMemory()),
                new DataSize(system.getTotalMemorySize()));
    }

    @Override
    public Finding look() {
        String found =
                "%s of heap, the machine has %s".formatted(Sizes.text(heap), Sizes.text(machine));
        if (heap.bytes() < LEAST.bytes()) {
            return Finding.fail(SUBJECT, found, MORE_HEAP);
        }
        if (heap.bytes() < ENOUGH.bytes()) {
            return Finding.warn(SUBJECT, found, MORE_HEAP);
        }
        if (heap.bytes() > machine.bytes()) {
            return Finding.warn(
                    SUBJECT, found, "Take less heap (-Xmx in MILLRACE_JAVA_OPTS) than there is.");
        }
        return Finding.ok(SUBJECT, found);
    }
}
