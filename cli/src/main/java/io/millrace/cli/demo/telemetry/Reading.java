package io.millrace.cli.demo.telemetry;

/**
 * One value read from the machine.
 *
 * @param metric such as {@code cpu.0} or {@code disk.vda.read}
 * @param unit {@code percent}, {@code bytes} or {@code bytes/s}
 * @param process the process it belongs to; null for the machine
 */
record Reading(String metric, String unit, double value, ProcessName process) {

    static Reading ofMachine(String metric, String unit, double value) {
        return new Reading(metric, unit, value, null);
    }

    /** A process by its number and its command. */
    record ProcessName(int pid, String command) {}
}
