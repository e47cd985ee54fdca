package io.millrace.integration.reliability.campaign;

import io.millrace.common.option.DurationText;
import io.millrace.integration.reliability.campaign.CampaignSettings.Faults;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code integration-tests/reliability/campaign}. */
@Command(
        name = "campaign",
        mixinStandardHelpOptions = true,
        description =
                "Kills drivers, executors, brokers and the database of a pipeline that runs, and"
                        + " checks every record that comes out.")
public final class CampaignMain implements Callable<Integer> {

    @Option(
            names = "--duration",
            description = "How long, such as 20m; 10m where no number of kills is given.")
    private String duration;

    @Option(
            names = "--kills",
            defaultValue = "0",
            description = "Ends when so many processes were killed.")
    private int kills;

    @Option(names = "--seed", defaultValue = "1", description = "Draws the faults.")
    private long seed;

    @Option(
            names = "--rate",
            defaultValue = "3000",
            description = "How many records are sent in a second.")
    private int rate;

    @Option(names = "--guarantee", defaultValue = "exactly-once", description = "Of the sinks.")
    private String guarantee;

    @Option(names = "--directory", description = "Gets history, logs and data.", required = true)
    private Path directory;

    public static void main(String[] arguments) {
        int code = new CommandLine(new CampaignMain()).execute(arguments);
        Runtime.getRuntime().exit(code);
    }

    @Override
    public Integer call() throws InterruptedException, SQLException {
        Duration length =
                duration != null
                        ? DurationText.parse(duration)
                        : kills == 0 ? Duration.ofMinutes(10) : Duration.ofDays(1);
        CampaignReport report =
                new Campaign(
                                new CampaignSettings(
                                        Faults.DRAWN,
                                        length,
                                        seed,
                                        rate,
                                        kills,
                                        List.of(),
                                        List.of(),
                                        guarantee,
                                        3,
                                        directory))
                        .run();
        System.out.println(report);
        return report.isGood() ? 0 : 1;
    }
}
