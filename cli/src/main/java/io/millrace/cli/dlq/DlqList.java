package io.millrace.cli.dlq;

import io.millrace.cli.cluster.KafkaVerb;
import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.Session;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicScope;
import io.millrace.kafka.admin.TopicSummary;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.deadletter.LetterSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        description = {
            "Count dead letters by topic, source and reason.",
            "",
            "Open are those that have not been put back."
        },
        footer = {
            "",
            "Example:",
            "  millrace dlq list",
            "  millrace dlq list rejected-clicks --since 2026-03-01T12:00:00Z"
        })
final class DlqList extends KafkaVerb {

    private static final String SUFFIX = "-dlq";

    @Parameters(
            paramLabel = "TOPIC",
            arity = "0..*",
            description = "Dead-letter topics. Default: every topic whose name ends with -dlq.")
    private List<String> topics = new ArrayList<>();

    @Mixin private LetterChoice choice;

    DlqList(Session session) {
        super(session);
    }

    @Override
    protected int run() throws IOException {
        KafkaConnection connection = connection();
        List<LetterSummary> summaries = new ArrayList<>();
        for (String topic : topics.isEmpty() ? conventional(connection) : topics) {
            summaries.addAll(LetterSummary.of(connection, topic, choice.filter()));
        }
        output().list(LetterColumns.SUMMARIES, summaries, "There are no dead letters.");
        return ExitCode.OK;
    }

    private static List<String> conventional(KafkaConnection connection) {
        try (TopicAdmin admin = new TopicAdmin(connection)) {
            return admin.list(TopicScope.USER).stream()
                    .map(TopicSummary::name)
                    .filter(name -> name.endsWith(SUFFIX))
                    .toList();
        }
    }
}
