package io.millrace.cli.topic;

import io.millrace.cli.cluster.KafkaVerb;
import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.Session;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicScope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "List topics with their partitions, replicas and ids.",
        footer = {
            "",
            "Example:",
            "  millrace topic list --bootstrap localhost:9092",
            "  millrace topic list --internal --output jsonl"
        })
final class TopicList extends KafkaVerb {

    @Option(names = "--internal", description = "Also those that the brokers keep for themselves.")
    private boolean internal;

    TopicList(Session session) {
        super(session);
    }

    @Override
    protected int run() {
        try (TopicAdmin topics = new TopicAdmin(connection())) {
            output().list(
                            TopicColumns.TOPICS,
                            topics.list(internal ? TopicScope.ALL : TopicScope.USER),
                            "There are no topics. Create one with: millrace topic create NAME");
        }
        return ExitCode.OK;
    }
}
