package io.millrace.spark.checkpoint.lease;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A process among those of all machines.
 *
 * @param host what people call the machine
 * @param boot of the machine's kernel since it was started; empty where it does not tell
 * @param space within which the process id counts: containers have their own
 * @param pid the process id
 * @param started when the process was started, as the kernel counts it; 0 where it does not tell
 */
record ProcessIdentity(String host, String boot, String space, long pid, long started) {

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path HOST = Path.of("/proc/sys/kernel/hostname");
    private static final Path SPACE = Path.of("/proc/self/ns/pid");

    /** The field of {@code /proc/PID/stat} with the start, counted from behind the name. */
    private static final int START_FIELD = 19;

    static ProcessIdentity ofThis() {
        long pid = ProcessHandle.current().pid();
        return new ProcessIdentity(hostName(), text(BOOT), ownSpace(), pid, startOf(pid));
    }

    /** Whether locks of that process's kernel are locks of this one's. */
    boolean sharesKernelWith(ProcessIdentity other) {
        return boot.isEmpty() ? host.equals(other.host) : boot.equals(other.boot);
    }

    /** Whether that process's id can be looked up here. */
    boolean sharesProcessesWith(ProcessIdentity other) {
        return sharesKernelWith(other) && space.equals(other.space);
    }

    /** Whether this process, which is one of this machine, still runs. */
    boolean isAlive() {
        boolean runs = ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        // Another process may have the id by now.
        return runs && (started == 0 || started == startOf(pid));
    }

    private static long startOf(long pid) {
        String stat = text(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        return fields.length > START_FIELD ? Long.parseLong(fields[START_FIELD]) : 0;
    }

    private static String hostName() {
        String name = text(HOST);
        if (!name.isEmpty()) {
            return name;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return Objects.requireNonNullElse(System.getenv("HOSTNAME"), "unknown");
        }
    }

    private static String ownSpace() {
        try {
            return Files.readSymbolicLink(SPACE).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
