package io.millrace.cli.topic;

import io.millrace.cli.cluster.KafkaVerb;
import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.Session;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicOrder;
import io.millrace.kafka.admin.TopicSummary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        description = "Create a topic, and wait until it can be used.",
        footer = {
            "",
            "Example:",
            "  millrace topic create clicks --partitions 4",
            "  millrace topic create users --config cleanup.policy=compact"
        })
final class TopicCreate extends KafkaVerb {

    @Parameters(paramLabel = "NAME", description = "The name of the topic.")
    private String name;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "How many partitions. Default: what the brokers are set to.")
    private Integer partitions;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "Replicas of each partition. Default: what the brokers are set to.")
    private Short replicationFactor;

    @Option(
            names = "--config",
            paramLabel = "KEY=VALUE",
            description = "A setting of the topic, such as retention.ms; may be repeated.")
    private Map<String, String> configs = new LinkedHashMap<>();

    TopicCreate(Session session) {
        super(session);
    }

    @Override
    protected int run() {
        TopicOrder order =
                new TopicOrder(name, number(partitions), number(replicationFactor), configs);
        try (TopicAdmin topics = new TopicAdmin(connection())) {
            TopicSummary made = topics.create(order);
            output().summary(TopicColumns.TOPICS.object(made));
            terminal()
                    .err()
                    .println(
                            "Created topic '%s' with %d partition%s, replication %d."
                                    .formatted(
                                            made.name(),
                                            made.partitions(),
                                            made.partitions() == 1 ? "" : "s",
                                            made.replicationFactor()));
        }
        return ExitCode.OK;
    }

    private static OptionalInt number(Number number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(number.intValue());
    }
}
