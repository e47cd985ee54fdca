package io.millrace.integration.reliability.fencing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Who is stopped in a transaction writes nothing more once its successor has begun. */
class FencingTest {

    private static final long SEED = Long.getLong("campaign.seed", 20_261_130);

    @TempDir Path directory;

    /**
     * @faults A16 B3 C21
     */
    @Test
    void nothingOfATaskThatWakesUpIsSeen() throws Exception {
        FencingReport report = FencingMain.run(directory, 5, 0, 0, SEED);

        assertThat(report.violations()).as("%s", report).isEmpty();
        assertThat(report.sinkTrials()).isEqualTo(5);
    }

    /**
     * @faults A16
     */
    @Test
    @EnabledIfSystemProperty(
            named = "millrace.long",
            matches = "true",
            disabledReason = "takes minutes, and runs with -Dmillrace.long=true")
    void nothingOfADriverThatWakesUpIsSeen() throws Exception {
        FencingReport report = FencingMain.run(directory, 0, 3, 6, SEED);

        assertThat(report.violations()).as("%s", report).isEmpty();
        assertThat(report.driverTrials()).isEqualTo(3);
        assertThat(report.retryTrials()).isEqualTo(6);
    }
}
