package io.millrace.integration.reliability.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.common.fault.Failpoint;
import io.millrace.integration.reliability.campaign.CampaignSettings.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every record once, whatever fails; the long form of this is {@code campaign}. */
class CampaignTest {

    private static final String EXACTLY_ONCE = "exactly-once";

    @TempDir Path directory;

    /**
     * @faults A1 A3 A4 A5 A6 A7 A9 A11
     */
    @Test
    void writesEverythingOnceThoughEachStepFails() throws Exception {
        Set<Failpoint> points = EnumSet.copyOf(Arming.points());
        Set<Failpoint> inCode = PassedPoints.inCode();
        int passed = (int) points.stream().filter(inCode::contains).count();
        // Those of checkpoint files have a test of their own.
        points.removeIf(point -> point.name().startsWith("CHECKPOINT_"));

        CampaignReport report = run(Faults.EACH_POINT, Duration.ofMinutes(3), 300, 1, passed);

        assertThat(report.failedAt())
                .containsAll(points.stream().map(Failpoint::pointName).toList());
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
     * @faults A8 A14 A16 B1 C1 C3 C5 C7 C26 C27
     */
    @Test
    void writesEverythingOnceThroughKills() throws Exception {
        CampaignReport report = run(Faults.EACH_STRIKE, Duration.ofMinutes(1), 1_500, 3, 0);

        assertThat(report.kills()).as("%s", report).isGreaterThanOrEqualTo(20);
        assertGood(report);
    }

    private CampaignReport run(
            Faults faults, Duration duration, int recordsPerSecond, int brokers, int kills)
            throws Exception {
        CampaignReport report =
                new Campaign(
                                new CampaignSettings(
                                        faults,
                                        duration,
                                        20_261_125,
                                        recordsPerSecond,
                                        kills,
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
