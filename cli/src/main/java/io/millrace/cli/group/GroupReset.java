package io.millrace.cli.group;

import io.millrace.cli.cluster.KafkaVerb;
import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.Session;
import io.millrace.kafka.group.GroupAdmin;
import io.millrace.kafka.group.OffsetChange;
import io.millrace.kafka.group.OffsetReset;
import io.millrace.kafka.group.PartitionChoice;
import io.millrace.kafka.position.LogPosition;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "reset",
        description = {
            "Move the committed offsets of a consumer group.",
            "",
            "Shows each offset before and after. Without --yes nothing is changed. A group with"
                    + " active members is refused."
        },
        footer = {
            "",
            "Example:",
            "  millrace group reset billing --to earliest",
            "  millrace group reset billing --to 2026-03-01T12:00:00Z --topic clicks --yes",
            "  millrace group reset billing --to 42 --topic clicks:0 --yes"
        })
final class GroupReset extends KafkaVerb {

    @Parameters(paramLabel = "GROUP", description = "The consumer group.")
    private String group;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "POSITION",
            description = "Where to: " + LogPosition.EXPECTED + ".")
    private LogPosition to;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC[:P]",
            description =
                    "Only this topic, or this partition of it; may be repeated. Default: every"
                            + " partition that the group has an offset for.")
    private List<PartitionChoice> topics = new ArrayList<>();

    @Option(names = "--yes", description = "Do it, not only show it.")
    private boolean yes;

    GroupReset(Session session) {
        super(session);
    }

    @Override
    protected int run() {
        try (GroupAdmin groups = new GroupAdmin(connection())) {
            OffsetReset plan = groups.planReset(group, to, topics);
            if (yes) {
                groups.reset(plan);
            }
            output().list(GroupColumns.CHANGES, plan.changes(), "There is nothing to reset.");
            tell(plan);
        }
        return ExitCode.OK;
    }

    private void tell(OffsetReset plan) {
        for (OffsetChange change : plan.changes()) {
            if (change.found().moved() && to instanceof LogPosition.AtOffset) {
                terminal()
                        .err()
                        .println(
                                "Partition %s holds the offsets from %d up to %d, not %d."
                                        .formatted(
                                                change.partition(),
                                                change.found().bounds().first(),
                                                change.found().bounds().end(),
                                                change.found().wanted()));
            }
        }
        terminal()
                .err()
                .println(
                        yes
                                ? "Moved the offsets of group '" + group + "'."
                                : "Nothing has been changed. Repeat with --yes to do it.");
    }
}
