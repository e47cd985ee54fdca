package io.millrace.cli.dlq;

import io.millrace.cli.cluster.KafkaVerb;
import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.Session;
import io.millrace.kafka.deadletter.Redrive;
import io.millrace.kafka.deadletter.RedriveOrder;
import io.millrace.kafka.deadletter.RedrivePlan;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "redrive",
        description = {
            "Put dead letters back to the topics they come from.",
            "",
            "Shows how many there are. Without --yes nothing is changed. Key, value, timestamp and"
                    + " headers are those of the record, with the header millrace.redrives beside"
                    + " them; a letter that has been put back is not put back again, also where the"
                    + " command was interrupted. Letters stay in their topic until they expire."
        },
        footer = {
            "",
            "Example:",
            "  millrace dlq redrive clicks-dlq",
            "  millrace dlq redrive clicks-dlq --reason MALFORMED_RECORD --yes",
            "  millrace dlq redrive rejected --source clicks --to clicks-repaired --yes"
        })
final class DlqRedrive extends KafkaVerb {

    @Parameters(paramLabel = "TOPIC", description = "The dead-letter topic.")
    private String topic;

    @Mixin private LetterChoice choice;

    @Option(
            names = "--to",
            paramLabel = "TOPIC",
            description =
                    "Write the records to this topic. Default: the one that each was read from, if"
                            + " --source names it or TOPIC is its name and -dlq.")
    private String to;

    @Option(names = "--yes", description = "Do it, not only show it.")
    private boolean yes;

    DlqRedrive(Session session) {
        super(session);
    }

    @Override
    protected int run() throws IOException {
        Redrive redrive =
                new Redrive(
                        connection(),
                        new RedriveOrder(topic, choice.filter(), Optional.ofNullable(to)));
        RedrivePlan plan = yes ? redrive.run() : redrive.plan();
        output().list(LetterColumns.REDRIVES, plan.lines(), "There is nothing to put back.");
        tell(plan);
        return ExitCode.OK;
    }

    private void tell(RedrivePlan plan) {
        if (plan.rows() > 0) {
            terminal()
                    .err()
                    .println(
                            plan.rows()
                                    + " dead letters hold a row, not a record, and cannot be put"
                                    + " back.");
        }
        if (plan.unreadable() > 0) {
            terminal()
                    .err()
                    .println(plan.unreadable() + " records of the topic are no dead letters.");
        }
        if (plan.letters() > 0) {
            terminal()
                    .err()
                    .println(
                            yes
                                    ? "Put back "
                                            + plan.letters()
                                            + (plan.letters() == 1
                                                    ? " dead letter."
                                                    : " dead letters.")
                                    : "Nothing has been changed. Repeat with --yes to do it.");
        }
    }
}
