package io.millrace.integration.reliability.campaign;

import io.millrace.common.option.DurationText;
import io.millrace.integration.reliability.campaign.CampaignSettings.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code integration-tests/reliability/campaign}. */
@Command(
        name = "campaign",
        mixinStandardHelpOptions = true,
        description =
                "Kills drivers and brokers of a pipeline that runs, and checks every record that"
                        + " comes out.")
public final class CampaignMain implements Callable<Integer> {

    @Option(names = "--duration", defaultValue = "10m", description = "How long, such as 10m.")
    private String duration;

    @Option(names = "--seed", defaultValue = "1", description = "Draws the faults.")
    private long seed;

    @Option(names = "--records", defaultValue = "3000000", description = "How many are sent.")
    private int records;

    @Option(
            names = "--kills",
            defaultValue = "0",
            description = "Goes on until so many drivers or queries were ended.")
    private int kills;

    @Option(names = "--guarantee", defaultValue = "exactly-once", description = "Of the sinks.")
    private String guarantee;

    @Option(names = "--directory", description = "Gets history, logs and data.", required = true)
    private Path directory;

    public static void main(String[] arguments) {
        int code = new CommandLine(new CampaignMain()).execute(arguments);
        Runtime.getRuntime().exit(code);
    }

    @Override
    public Integer call() throws InterruptedException {
        Duration length = DurationText.parse(duration);
        CampaignReport report =
                new Campaign(
                                new CampaignSettings(
                                        Faults.DRAWN,
                                        length,
                                        seed,
                                        records,
                                        kills,
                                        guarantee,
                                        3,
                                        directory))
                        .run();
        System.out.println(report);
        return report.isGood() ? 0 : 1;
    }
}
