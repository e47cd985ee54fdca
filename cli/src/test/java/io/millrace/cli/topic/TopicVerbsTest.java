package io.millrace.cli.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.cli.Cli;
import io.millrace.cli.TestBroker;
import io.millrace.cli.terminal.TerminalKind;
import org.junit.jupiter.api.Test;

class TopicVerbsTest {

    private static final TerminalKind PERSON = new TerminalKind(true, true, true, false);

    private final String topic = TestBroker.name("topic");

    @Test
    void createsListsAndDescribes() {
        Cli.Result made =
                run(
                        "topic",
                        "create",
                        topic,
                        "--partitions",
                        "2",
                        "--replication-factor",
                        "1",
                        "--config",
                        "retention.ms=60000",
                        "--config",
                        "cleanup.policy=delete");

        assertThat(made)
                .isEqualTo(
                        new Cli.Result(
                                0,
                                "",
                                "Created topic '"
                                        + topic
                                        + "' with 2 partitions, replication 1.\n"));
        assertThat(run("topic", "list").out())
                .startsWith("NAME")
                .containsPattern("(?m)^" + topic + " +2 +1 +[\\w-]{22}$");
        Cli.withBroker().input("a\nb\n").run("produce", topic, "--partitioner", "1");
        assertThat(run("topic", "describe", topic).out())
                .matches(
                        "Topic        "
                                + topic
                                + "\nId           [\\w-]{22}\nReplication  1\n\nPartitions\n"
                                + "PARTITION  LEADER  REPLICAS  IN SYNC  EARLIEST  LATEST\n"
                                + "        0       \\d  \\d         \\d               0       0\n"
                                + "        1       \\d  \\d         \\d               0       2\n"
                                + "\nSettings\ncleanup.policy  delete\nretention.ms    60000\n");
    }

    @Test
    void givesProgramsTheSameAsJson() {
        assertThat(run("topic", "create", topic, "--output", "jsonl").out())
                .matches(
                        "\\{\"name\":\""
                                + topic
                                + "\",\"partitions\":1,\"replication\":1,\"id\":\"[\\w-]{22}\","
                                + "\"internal\":false}\n");
        assertThat(run("topic", "list", "--output", "jsonl").out().lines())
                .anyMatch(line -> line.startsWith("{\"name\":\"" + topic + "\",\"partitions\":1"));
        assertThat(run("topic", "describe", topic, "--output", "json").out())
                .startsWith("{\n  \"name\" : \"" + topic + "\",\n")
                .contains("\"partition\" : 0,")
                .contains("\"latest\" : 0")
                .contains("\"configs\" : { }");
    }

    @Test
    void showsInternalTopicsOnlyWhenAsked() {
        run("group", "describe", "nobody");

        await().until(
                        () ->
                                run("topic", "list", "--internal")
                                        .out()
                                        .contains("__consumer_offsets"));
        assertThat(run("topic", "list").out()).doesNotContain("__consumer_offsets");
    }

    @Test
    void deletesWhenToldTo() {
        String other = TestBroker.name("topic");
        run("topic", "create", topic);
        run("topic", "create", other);

        Cli.Result deleted = run("topic", "delete", topic, other, topic, "--yes");

        assertThat(deleted)
                .isEqualTo(
                        new Cli.Result(
                                0, "", "Deleted 2 topics '" + topic + "', '" + other + "'.\n"));
        await().until(() -> run("topic", "describe", topic).exitCode() == 1);
    }

    @Test
    void doesNotDeleteWithoutAPersonOrAYes() {
        run("topic", "create", topic);

        Cli.Result refused = run("topic", "delete", topic);

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith(
                        "error: [CONFIRMATION_NEEDED] Cannot delete topic '"
                                + topic
                                + "' without confirmation")
                .contains("--yes");
        assertThat(run("topic", "describe", topic).exitCode()).isZero();
    }

    @Test
    void deletesWhenAPersonTypesTheName() {
        run("topic", "create", topic);

        Cli.Result wrong = person("y\n").run("topic", "delete", topic);
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err())
                .startsWith("This deletes topic '" + topic + "' and all records in it at ")
                .contains("Type '" + topic + "' to go on: ")
                .contains("error: [NOT_CONFIRMED]");
        assertThat(person("").run("topic", "delete", topic).err()).contains("[NOT_CONFIRMED]");
        assertThat(run("topic", "describe", topic).exitCode()).isZero();

        assertThat(person(topic + "\n").run("topic", "delete", topic).exitCode()).isZero();
        await().until(() -> run("topic", "describe", topic).exitCode() == 1);
    }

    @Test
    void asksForTheNumberOfTopicsWhenThereAreMany() {
        String other = TestBroker.name("topic");
        run("topic", "create", topic);
        run("topic", "create", other);

        assertThat(person("2 topics\n").run("topic", "delete", topic, other).exitCode()).isZero();
    }

    @Test
    void deletesNothingIfOneDoesNotExist() {
        run("topic", "create", topic);

        assertThat(run("topic", "delete", topic, "never-made", "--yes").err())
                .startsWith("error: [TOPIC_NOT_FOUND] Cannot find topic 'never-made'");

        assertThat(run("topic", "describe", topic).exitCode()).isZero();
    }

    @Test
    void passesOnWhatTheBrokerRefuses() {
        run("topic", "create", topic);

        assertThat(run("topic", "create", topic).err()).startsWith("error: [TOPIC_EXISTS]");
        assertThat(run("topic", "create", "bad name").err()).startsWith("error: [INVALID_TOPIC]");
        assertThat(run("topic", "create", TestBroker.name("t"), "--config", "retention=5").err())
                .startsWith("error: [INVALID_TOPIC]");
    }

    private static Cli.Result run(String... line) {
        return Cli.withBroker().run(line);
    }

    private static Cli person(String types) {
        return Cli.withBroker().terminals(PERSON).input(types);
    }
}
