package io.millrace.cli.topic;

import io.millrace.cli.cluster.KafkaVerb;
import io.millrace.cli.output.TextPage;
import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.Session;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicDetail;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "describe",
        description = {
            "Show one topic with its partitions and settings.",
            "",
            "Each partition with its leader, replicas and the offsets that it holds: from earliest"
                    + " up to and without latest. Of the settings only those made on the topic."
        },
        footer = {"", "Example:", "  millrace topic describe clicks"})
final class TopicDescribe extends KafkaVerb {

    @Parameters(paramLabel = "NAME", description = "The name of the topic.")
    private String name;

    TopicDescribe(Session session) {
        super(session);
    }

    @Override
    protected int run() {
        try (TopicAdmin topics = new TopicAdmin(connection())) {
            TopicDetail topic = topics.describe(name);
            output().document(object(topic), page -> print(topic, page));
        }
        return ExitCode.OK;
    }

    private static Map<String, Object> object(TopicDetail topic) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", topic.summary().name());
        object.put("id", topic.summary().id());
        object.put("internal", topic.summary().internal());
        object.put("replication", topic.summary().replicationFactor());
        object.put("partitions", TopicColumns.PARTITIONS.array(topic.partitions()));
        object.put("configs", topic.configs());
        return object;
    }

    private static void print(TopicDetail topic, TextPage page) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("Topic", topic.summary().name());
        facts.put("Id", topic.summary().id());
        facts.put("Replication", topic.summary().replicationFactor());
        page.facts(facts);
        page.heading("Partitions");
        page.table(TopicColumns.PARTITIONS, topic.partitions());
        if (!topic.configs().isEmpty()) {
            page.heading("Settings");
            page.facts(topic.configs());
        }
    }
}
