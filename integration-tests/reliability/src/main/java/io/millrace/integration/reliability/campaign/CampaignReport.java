package io.millrace.integration.reliability.campaign;

import io.millrace.integration.reliability.check.Violations;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The verdict.
 *
 * @param expected how many records are in the input
 * @param copied how many different ones are in the copy
 * @param counted how many are in the totals
 * @param unsure how many the input's client gave up, so that nobody knows whether they are there
 * @param nothingOpen whether the pipeline has left no transaction open when it was stopped
 * @param firstOutputs from the start of a driver that was spared failpoints to its first output
 * @param readerWaits from the end of a driver until readers had passed what it had written
 * @param failedAt the failpoints at which a query has failed or a driver has died
 * @param counts how often what happened
 */
public record CampaignReport(
        long seed,
        long expected,
        long copied,
        long counted,
        int unsure,
        boolean nothingOpen,
        List<Duration> firstOutputs,
        List<Duration> readerWaits,
        Set<String> failedAt,
        Map<String, Integer> counts,
        Violations violations) {

    /** Whether nothing is wrong. */
    public boolean isGood() {
        return violations.isEmpty() && nothingOpen && unsure == 0;
    }

    /** How often a process of a driver has died or was paused for good. */
    public int driverKills() {
        return count("driver kill") + count("driver failpoint") + count("driver pause");
    }

    /** How often a query has failed on purpose in a process that went on. */
    public int queryFailures() {
        return count(PipelineChild.FAILED_ON_PURPOSE);
    }

    /** How often brokers were killed or paused. */
    public int brokerKills() {
        return count("broker kill") + count("broker pause");
    }

    private int count(String event) {
        return counts.getOrDefault(event, 0);
    }

    @Override
    public String toString() {
        return """
        seed                     %d
        records in / copied / counted   %d / %d / %d
        driver processes killed or paused   %d
        queries failed on purpose, process alive   %d
        brokers killed or paused   %d
        transactions left open   %s
        restart to first output   %s
        readers wait after a kill   %s
        failed at   %s
        events   %s
        %s"""
                .formatted(
                        seed,
                        expected,
                        copied,
                        counted,
                        driverKills(),
                        queryFailures(),
                        brokerKills(),
                        nothingOpen ? "none" : "YES",
                        spread(firstOutputs),
                        spread(readerWaits),
                        failedAt,
                        counts,
                        violations);
    }

    private static String spread(List<Duration> times) {
        if (times.isEmpty()) {
            return "not measured";
        }
        List<Duration> sorted = times.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "median %.1f s, longest %.1f s of %d",
                sorted.get(sorted.size() / 2).toMillis() / 1e3,
                sorted.get(sorted.size() - 1).toMillis() / 1e3,
                sorted.size());
    }
}
