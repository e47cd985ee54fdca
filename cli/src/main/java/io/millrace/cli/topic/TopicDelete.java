package io.millrace.cli.topic;

import io.millrace.cli.cluster.KafkaVerb;
import io.millrace.cli.verb.Confirmation;
import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.Session;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.client.KafkaConnection;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "delete",
        description = {
            "Delete topics with all their records.",
            "",
            "Asks at a terminal; elsewhere --yes is needed. If one of the topics does not exist,"
                    + " none is deleted."
        },
        footer = {"", "Example:", "  millrace topic delete clicks --yes"})
final class TopicDelete extends KafkaVerb {

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "The topics to delete.")
    private List<String> names;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    TopicDelete(Session session) {
        super(session);
    }

    @Override
    protected int run() throws IOException {
        Set<String> each = new LinkedHashSet<>(names);
        KafkaConnection connection = connection();
        try (TopicAdmin topics = new TopicAdmin(connection)) {
            each.forEach(topics::partitions);
            if (!yes) {
                confirm(each, connection);
            }
            topics.delete(each);
        }
        output().summary(Map.of("deleted", each));
        terminal().err().println("Deleted " + described(each) + ".");
        return ExitCode.OK;
    }

    private void confirm(Set<String> each, KafkaConnection connection) throws IOException {
        new Confirmation(session())
                .ask(
                        "delete " + described(each),
                        "This deletes "
                                + described(each)
                                + " and all records in "
                                + (each.size() == 1 ? "it" : "them")
                                + " at "
                                + connection.bootstrapServers()
                                + ".",
                        each.size() == 1 ? each.iterator().next() : each.size() + " topics");
    }

    private static String described(Set<String> each) {
        String quoted = "'" + String.join("', '", each) + "'";
        return each.size() == 1 ? "topic " + quoted : each.size() + " topics " + quoted;
    }
}
