package io.millrace.integration.reliability.fencing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the trials have shown. */
final class FencingReport {

    private final Map<String, Integer> sinkEnds = new TreeMap<>();
    private final Map<String, Integer> driverEnds = new TreeMap<>();
    private final List<Duration> fences = new ArrayList<>();
    private final List<Duration> successors = new ArrayList<>();
    private final List<Duration> ends = new ArrayList<>();
    private final List<Duration> retries = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private int sinkTrials;
    private int committedBefore;
    private int driverTrials;
    private int driversOpen;
    private int driverRecords;
    private int retryRecords;

    /** The successor has begun its run, so long after its predecessor was stopped. */
    void fenced(Duration time) {
        fences.add(time);
    }

    /**
     * @param before whether it had committed before it was stopped: then it is no trial
     */
    void sinkTrial(boolean before, String end) {
        if (before) {
            committedBefore++;
        } else {
            sinkTrials++;
            sinkEnds.merge(end, 1, Integer::sum);
        }
    }

    /**
     * @param open whether it was stopped with a transaction open
     * @param successor from the start of the successor to its first output
     * @param ended from when it woke up to its end
     */
    void driverTrial(boolean open, Duration successor, Duration ended, String end) {
        driverTrials++;
        driversOpen += open ? 1 : 0;
        successors.add(successor);
        ends.add(ended);
        driverEnds.merge(end, 1, Integer::sum);
    }

    void driverRecords(int count) {
        driverRecords = count;
    }

    void retryRecords(int count) {
        retryRecords = count;
    }

    /** From the failure of a task until its retry has committed. */
    void retry(Duration time) {
        retries.add(time);
    }

    int retryTrials() {
        return retries.size();
    }

    void violation(String what) {
        violations.add(what);
        System.err.println("violation: " + what);
    }

    int sinkTrials() {
        return sinkTrials;
    }

    int driverTrials() {
        return driverTrials;
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "tasks stopped",
                sinkTrials + ", and " + committedBefore + " after their commit");
        line(text, "how they ended", sinkEnds);
        line(text, "stop to fence", spread(fences));
        line(text, "drivers stopped", driverTrials + ", " + driversOpen + " in a transaction");
        line(text, "how they ended", driverEnds);
        line(text, "successor to output", spread(successors));
        line(text, "waking up to end", spread(ends));
        line(text, "records of drivers", driverRecords);
        line(text, "failed task to commit", spread(retries));
        line(text, "records of failed tasks", retryRecords);
        line(text, "violations", violations.size());
        violations.forEach(each -> line(text, "", each));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append(String.format(Locale.ROOT, "%-26s %s%n", name, value));
    }

    private static String spread(List<Duration> times) {
        if (times.isEmpty()) {
            return "not measured";
        }
        List<Duration> sorted = times.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "median %.2f s, longest %.2f s of %d",
                sorted.get(sorted.size() / 2).toMillis() / 1e3,
                sorted.get(sorted.size() - 1).toMillis() / 1e3,
                sorted.size());
    }
}
