package io.millrace.cli.group;

import io.millrace.cli.cluster.KafkaVerb;
import io.millrace.cli.output.TextPage;
import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.Session;
import io.millrace.kafka.group.GroupAdmin;
import io.millrace.kafka.group.GroupDetail;
import io.millrace.kafka.group.PartitionProgress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "describe",
        description = {
            "Show one consumer group with its members and its lag.",
            "",
            "For each partition the committed offset, the end of the partition and the lag between"
                    + " them."
        },
        footer = {"", "Example:", "  millrace group describe billing"})
final class GroupDescribe extends KafkaVerb {

    @Parameters(paramLabel = "GROUP", description = "The consumer group.")
    private String group;

    GroupDescribe(Session session) {
        super(session);
    }

    @Override
    protected int run() {
        try (GroupAdmin groups = new GroupAdmin(connection())) {
            GroupDetail detail = groups.describe(group);
            output().document(object(detail), page -> print(detail, page));
        }
        return ExitCode.OK;
    }

    private static Map<String, Object> object(GroupDetail group) {
        Map<String, Object> object = facts(group);
        object.put("members", GroupColumns.MEMBERS.array(group.members()));
        object.put("partitions", GroupColumns.PARTITIONS.array(group.partitions()));
        return object;
    }

    private static Map<String, Object> facts(GroupDetail group) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("group", group.group());
        facts.put("type", group.type());
        facts.put("state", group.state());
        facts.put("assignor", group.assignor());
        facts.put("coordinator", group.coordinator());
        facts.put(
                "lag",
                group.partitions().stream()
                        .map(PartitionProgress::lag)
                        .filter(OptionalLong::isPresent)
                        .mapToLong(OptionalLong::getAsLong)
                        .sum());
        return facts;
    }

    private static void print(GroupDetail group, TextPage page) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts(group)
                .forEach(
                        (name, value) ->
                                facts.put(
                                        Character.toUpperCase(name.charAt(0)) + name.substring(1),
                                        value));
        page.facts(facts);
        if (!group.members().isEmpty()) {
            page.heading("Members");
            page.table(GroupColumns.MEMBERS, group.members());
        }
        if (!group.partitions().isEmpty()) {
            page.heading("Partitions");
            page.table(GroupColumns.PARTITIONS, group.partitions());
        }
    }
}
