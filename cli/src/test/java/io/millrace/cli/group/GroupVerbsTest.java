package io.millrace.cli.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.cli.Cli;
import io.millrace.cli.TestBroker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupVerbsTest {

    private final String topic = TestBroker.name("grouped");
    private final String group = TestBroker.name("group");
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void readTwoOfThree() {
        run("topic", "create", topic, "--partitions", "2");
        Cli.withBroker().input("a\nb\nc\n").run("produce", topic, "--partitioner", "0");
        run("consume", topic, "--group", group, "--max", "2");
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void listsGroups() {
        assertThat(run("group", "list").out())
                .startsWith("GROUP")
                .containsPattern("(?m)^" + group + " +Classic +(consumer|-) +Empty$");
        assertThat(run("group", "list", "--output", "jsonl").out())
                .contains("{\"group\":\"" + group + "\",\"type\":\"Classic\"");
    }

    @Test
    void showsTheLagOfAGroupWithoutMembers() {
        assertThat(run("group", "describe", group).out())
                .matches(
                        "Group        "
                                + group
                                + "\nType         Classic\nState        Empty\nAssignor     -\n"
                                + "Coordinator  127.0.0.1:\\d+\nLag          1\n\nPartitions\n"
                                + "TOPIC +PARTITION  COMMITTED  END  LAG  CLIENT  HOST\n"
                                + topic
                                + " +0 +2    3    1  -       -\n");
    }

    @Test
    void showsMembersAndRefusesToResetUnderThem() throws Exception {
        Cli reader = Cli.withBroker();
        CompletableFuture<Cli.Result> reading =
                CompletableFuture.supplyAsync(
                        () -> reader.run("consume", topic, "--group", group), threads);
        await().untilAsserted(
                        () ->
                                assertThat(run("group", "describe", group).out())
                                        .contains("Stable", "Members", "millrace-consume"));

        String json = run("group", "describe", group, "--output", "json").out();
        Cli.Result reset = run("group", "reset", group, "--to", "earliest", "--yes");
        await().until(() -> run("group", "describe", group).out().contains("Lag          0\n"));
        reader.interrupt();

        assertThat(json)
                .contains("\"state\" : \"Stable\"")
                .contains("\"client\" : \"millrace-consume\"")
                .contains("\"host\" : \"127.0.0.1\"")
                .contains("\"partitions\" : 2");
        assertThat(reset.exitCode()).isEqualTo(1);
        assertThat(reset.err()).startsWith("error: [GROUP_IN_USE]");
        assertThat(reading.get().out()).isEqualTo("c\n");
    }

    @Test
    void showsAResetAndDoesItOnlyWhenToldTo() {
        Cli.Result shown = run("group", "reset", group, "--to", "earliest");

        assertThat(shown.out())
                .matches("TOPIC +PARTITION  BEFORE  AFTER\n" + topic + " +0 +2 +0\n");
        assertThat(shown.err())
                .isEqualTo("Nothing has been changed. Repeat with --yes to do it.\n");
        assertThat(run("group", "describe", group).out()).contains("Lag          1\n");

        Cli.Result done = run("group", "reset", group, "--to", "earliest", "--yes");

        assertThat(done.out()).isEqualTo(shown.out());
        assertThat(done.err()).isEqualTo("Moved the offsets of group '" + group + "'.\n");
        assertThat(run("group", "describe", group).out()).contains("Lag          3\n");
    }

    @Test
    void resetsChosenPartitionsAndSaysWhereAnOffsetIsNotHeld() {
        Cli.Result shown =
                run("group", "reset", group, "--to", "1", "--topic", topic, "--output", "jsonl");

        assertThat(shown.out())
                .isEqualTo(
                        "{\"topic\":\""
                                + topic
                                + "\",\"partition\":0,\"before\":2,\"after\":1}\n{\"topic\":\""
                                + topic
                                + "\",\"partition\":1,\"before\":null,\"after\":0}\n");
        assertThat(shown.err())
                .startsWith("Partition " + topic + "-1 holds the offsets from 0 up to 0, not 1.\n");
        assertThat(run("group", "reset", group, "--to", "1", "--topic", topic + ":7").err())
                .startsWith("error: [PARTITION_NOT_FOUND]");
    }

    @Test
    void saysThatThereIsNoSuchGroup() {
        Cli.Result result = run("group", "describe", "nobody");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).startsWith("error: [GROUP_NOT_FOUND]");
    }

    private static Cli.Result run(String... line) {
        return Cli.withBroker().run(line);
    }
}
