package io.millrace.integration.reliability.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.common.fault.Failpoint;
import io.millrace.integration.reliability.campaign.CampaignSettings.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every record once, whatever fails; the long form of this is {@code campaign}. Which strikes are
 * met with is drawn by {@code -Dcampaign.seed=N}.
 */
class CampaignTest {

    private static final String EXACTLY_ONCE = "exactly-once";
    private static final String LONG = "millrace.long";
    private static final String REASON = "takes minutes, and runs with -Dmillrace.long=true";
    private static final long SEED = Long.getLong("campaign.seed", 20_261_125);

    @TempDir Path directory;

    /**
     * @faults A1 A3 A4 A5 A6 A7 A9 A11 A18
     */
    @Test
    void writesEverythingOnceThoughEachStepFails() throws Exception {
        Set<Failpoint> inCode = PassedPoints.inCode();
        List<Failpoint> points = Arming.points().stream().filter(inCode::contains).toList();

        CampaignReport report =
                run(Faults.EACH_POINT, Duration.ofMinutes(4), 300, List.of(), points, 1);

        assertThat(report.failedAt())
                .containsExactlyInAnyOrderElementsOf(
                        points.stream().map(Failpoint::pointName).toList());
        assertGood(report);
    }

    /** Those that the pipeline of this test does not pass have to be tried where they are. */
    @Test
    void everyFailpointIsTriedInSomeTest() throws IOException {
        Set<Failpoint> untried = EnumSet.allOf(Failpoint.class);
        untried.removeAll(Arming.points());
        untried.removeAll(PassedPoints.inTests());

        assertThat(untried)
                .as("failpoints that no test names; a test in a process of its own may arm them")
                .isEmpty();
    }

    /**
     * @faults B1
     */
    @Test
    void writesEverythingOnceThroughSomeStrikes() throws Exception {
        List<Strike> strikes = new ArrayList<>(Strike.sample(new Random(SEED)));
        // It takes as long, and shows that executors can be armed.
        strikes.replaceAll(
                strike -> strike == Strike.EXECUTOR_KILLS ? Strike.EXECUTOR_FAILPOINTS : strike);

        CampaignReport report = strike(strikes);

        assertThat(report.count("executor failpoint")).as("%s", report).isPositive();
    }

    /**
     * @faults A8 A14 A16 B1 C1 C3 C5 C7 C26 C27 F1
     */
    @Test
    @EnabledIfSystemProperty(named = LONG, matches = "true", disabledReason = REASON)
    void writesEverythingOnceThroughEveryStrike() throws Exception {
        strike(List.of(Strike.values()));
    }

    private CampaignReport strike(List<Strike> strikes) throws Exception {
        CampaignReport report = run(Faults.LISTED, Duration.ZERO, 1_000, strikes, List.of(), 3);

        assertThat(report.count("strike")).isEqualTo(strikes.size());
        assertThat(report.kills()).as("%s", report).isGreaterThanOrEqualTo(strikes.size());
        assertGood(report);
        return report;
    }

    private CampaignReport run(
            Faults faults,
            Duration duration,
            int recordsPerSecond,
            List<Strike> strikes,
            List<Failpoint> points,
            int brokers)
            throws Exception {
        CampaignReport report =
                new Campaign(
                                new CampaignSettings(
                                        faults,
                                        duration,
                                        SEED,
                                        recordsPerSecond,
                                        0,
                                        strikes,
                                        points,
                                        EXACTLY_ONCE,
                                        brokers,
                                        directory))
                        .run();
        System.out.println(report);
        return report;
    }

    private static void assertGood(CampaignReport report) {
        assertThat(report.outcome().expected()).as("%s", report).isPositive();
        assertThat(report.outcome().malformed()).as("%s", report).isPositive();
        assertThat(report.isGood()).as("%s", report).isTrue();
    }
}
