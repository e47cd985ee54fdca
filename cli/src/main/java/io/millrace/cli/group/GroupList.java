package io.millrace.cli.group;

import io.millrace.cli.cluster.KafkaVerb;
import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.Session;
import io.millrace.kafka.group.GroupAdmin;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        description = "List the groups of every type with their states.",
        footer = {"", "Example:", "  millrace group list"})
final class GroupList extends KafkaVerb {

    GroupList(Session session) {
        super(session);
    }

    @Override
    protected int run() {
        try (GroupAdmin groups = new GroupAdmin(connection())) {
            output().list(GroupColumns.GROUPS, groups.list(), "There are no groups.");
        }
        return ExitCode.OK;
    }
}
