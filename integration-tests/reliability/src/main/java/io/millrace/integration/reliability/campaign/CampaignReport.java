package io.millrace.integration.reliability.campaign;

import io.millrace.integration.reliability.check.Violations;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The verdict. */
public final class CampaignReport {

    private final long seed;
    private final Duration underFaults;
    private final Outcome outcome;
    private final RecoveryTimes times;
    private final Set<String> failedAt;
    private final Map<String, Integer> counts;
    private final int kills;
    private final Violations violations;

    /**
     * @param underFaults how long there were faults
     * @param failedAt the failpoints at which a query has failed or a driver has died
     * @param counts how often what happened
     * @param kills how many processes were killed
     */
    CampaignReport(
            long seed,
            Duration underFaults,
            Outcome outcome,
            RecoveryTimes times,
            Set<String> failedAt,
            Map<String, Integer> counts,
            int kills,
            Violations violations) {
        this.seed = seed;
        this.underFaults = underFaults;
        this.outcome = outcome;
        this.times = times;
        this.failedAt = failedAt;
        this.counts = counts;
        this.kills = kills;
        this.violations = violations;
    }

    /** Whether nothing is wrong. */
    public boolean isGood() {
        return violations.isEmpty() && outcome.isComplete();
    }

    /** What has come out. */
    public Outcome outcome() {
        return outcome;
    }

    /** The failpoints at which a query has failed or a driver has died. */
    public Set<String> failedAt() {
        return failedAt;
    }

    /**
     * How many processes were killed, by a signal or at a failpoint; those of the database count as
     * one if they are killed together.
     */
    public int kills() {
        return kills;
    }

    /** How often something has happened. */
    int count(String event) {
        return counts.getOrDefault(event, 0);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        line(text, "seed", seed);
        line(text, "under faults", underFaults.toSeconds() + " s");
        line(text, "records in", outcome.expected() + ", malformed " + outcome.malformed());
        line(text, "copied", outcome.copied());
        line(text, "counted", outcome.counted());
        line(text, "in the database", outcome.inDatabase());
        line(text, "transactions left open", outcome.nothingOpen() ? "none" : "YES");
        line(text, "processes killed", kills + ": " + killed());
        line(
                text,
                "processes paused",
                count("driver pause") + count("broker pause") + count("database pause"));
        line(text, "queries failed on purpose", count(PipelineChild.FAILED_ON_PURPOSE));
        line(text, "queries failed by a fault", count(PipelineChild.FAILED));
        line(text, "driver killed to output", spread(times.restarts()));
        line(text, "readers wait after a kill", spread(times.readerWaits()));
        line(text, "leader killed to output", spread(times.failovers()));
        line(text, "failed at", failedAt);
        line(text, "events", counts);
        return text.append(violations).toString();
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append(String.format(Locale.ROOT, "%-26s %s%n", name, value));
    }

    private String killed() {
        StringBuilder text = new StringBuilder();
        for (String kill : History.KILLS) {
            text.append(text.isEmpty() ? "" : ", ").append(kill).append(' ').append(count(kill));
        }
        return text.toString();
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
