package io.millrace.cli.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.cli.Cli;
import io.millrace.cli.TestBroker;
import io.millrace.cli.terminal.TerminalKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordVerbsTest {

    private final String topic = TestBroker.name("records");
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void create() {
        assertThat(Cli.withBroker().run("topic", "create", topic, "--partitions", "2").exitCode())
                .isZero();
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void sendsStandardInputAndPrintsItAgain() {
        Cli.Result sent = produce("one\ntwo\nthree", "--partitioner", "0");

        assertThat(sent.exitCode()).isZero();
        assertThat(sent.out()).isEmpty();
        assertThat(sent.err())
                .matches("Sent 3 records \\(11 bytes\\) to '" + topic + "' in \\d+\\.\\d s.*\\.\n");
        assertThat(consume("--until-end")).isEqualTo(new Cli.Result(0, "one\ntwo\nthree\n", ""));
    }

    @Test
    void sendsAFile(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("lines.txt"), "a\nb\n");

        Cli.Result sent = Cli.withBroker().directory(directory).run("produce", topic, "lines.txt");

        assertThat(sent.exitCode()).isZero();
        assertThat(consume("-e").out().lines()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void saysThatAFileCannotBeRead(@TempDir Path directory) {
        assertThat(Cli.withBroker().run("produce", topic, "/no/such/file").err())
                .startsWith(
                        "error: [FILE_UNREADABLE] Cannot read file '/no/such/file': there is no");
        Cli.Result folder = Cli.withBroker().run("produce", topic, directory.toString());
        assertThat(folder.exitCode()).isEqualTo(1);
        assertThat(folder.err()).startsWith("error: [INPUT_UNREADABLE] Cannot read the records");
    }

    @Test
    void carriesKeysNullsAndHeadersBothWays() {
        produce(
                "k1|v1\nk2|NULL\n",
                "--partitioner",
                "1",
                "--key-separator",
                "|",
                "--null-marker",
                "NULL",
                "--header",
                "origin=test",
                "--header",
                "origin=again");

        assertThat(consume("-e", "--key-separator", "\\t", "--null-marker", "-").out())
                .isEqualTo("k1\tv1\nk2\t-\n");
        assertThat(consume("-e", "--output", "jsonl").out())
                .contains("\"partition\":1,\"offset\":0,")
                .contains("\"key\":\"k1\",\"value\":\"v1\"")
                .contains("\"key\":\"k2\",\"value\":null")
                .contains(
                        "[{\"key\":\"origin\",\"value\":\"test\"},"
                                + "{\"key\":\"origin\",\"value\":\"again\"}]");
    }

    @Test
    void givesProgramsTheSummary() {
        assertThat(produce("a\nbc\n", "--output", "json").out())
                .contains("\"topic\" : \"" + topic + "\"")
                .contains("\"records\" : 2,")
                .contains("\"bytes\" : 3,");
    }

    @Test
    void readsFromAPositionUpToAMost() {
        produce("a\nb\nc\nd\n", "--partitioner", "0");

        assertThat(consume("--from", "1", "--max", "2", "--partition", "0").out())
                .isEqualTo("b\nc\n");
        assertThat(consume("--from", "-1", "-e", "--partition", "0").out()).isEqualTo("d\n");
        assertThat(consume("--from", "2999-01-01", "-e").out()).isEmpty();
        Cli.Result beyond = consume("--from", "3", "-e");
        assertThat(beyond.out()).isEqualTo("d\n");
        assertThat(beyond.err())
                .isEqualTo(
                        "Partition "
                                + topic
                                + "-1 starts at offset 0: it holds the offsets from 0 up to 0.\n");
    }

    @Test
    void goesOnWhereTheGroupHasComeTo() {
        String group = TestBroker.name("reader");
        produce("a\nb\nc\n", "--partitioner", "0");

        assertThat(consume("--group", group, "--max", "2").out()).isEqualTo("a\nb\n");
        assertThat(consume("--group", group, "-e").out()).isEqualTo("c\n");
        assertThat(consume("--group", group, "-e").out()).isEmpty();
    }

    @Test
    void endsWithFourWhenNothingComesInTime() {
        Cli.Result result = consume("--timeout", "300ms");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err())
                .startsWith("error: [NO_RECORDS_IN_TIME]")
                .contains("no record came within 300ms, after 0 records");
    }

    @ParameterizedTest
    @CsvSource({"table, ''", "json, '[]\n'", "jsonl, ''"})
    void finishesWhatItPrintsWhenInterrupted(String format, String nothing) throws Exception {
        Cli cli = Cli.withBroker();
        CompletableFuture<Cli.Result> reading =
                CompletableFuture.supplyAsync(
                        () -> cli.run("consume", topic, "--output", format, "--from", "latest"),
                        threads);

        // Until the command has connected there is nothing to stop; then it stops at once.
        await().until(
                        () -> {
                            cli.interrupt();
                            return reading.isDone();
                        });

        assertThat(reading.get()).isEqualTo(new Cli.Result(0, nothing, ""));
    }

    @Test
    void tellsAPersonHowToEnd() {
        TerminalKind person = new TerminalKind(true, true, true, false);

        assertThat(Cli.withBroker().terminals(person).input("a\n").run("produce", topic).err())
                .startsWith("Reading lines from the terminal; Ctrl-D ends them.\n");
        assertThat(Cli.withBroker().terminals(person).run("consume", topic, "--max", "1").err())
                .startsWith("Reading topic '" + topic + "'; Ctrl-C ends it.\n");
    }

    @Test
    void saysWhatWasSentBeforeALineThatCannotBe() {
        Cli.Result result = produce("k|1\nk|2\nbad\n", "--key-separator", "|");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("Sent 2 records (4 bytes)")
                .contains("\nerror: [LINE_WITHOUT_KEY] Cannot send line 3:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "consume t --max 0 | --max must be at least 1, but was 0",
                "consume t --timeout 0s | --timeout must be more than 0ms",
                "consume t --output json --key-separator x | are for plain output, not for JSON",
                "consume t --isolation dirty | expected read_committed or read_uncommitted, but was"
                        + " 'dirty'",
                "consume t --from soon | expected earliest, latest, an offset (42)",
                "produce t --rate 0 | --rate must be more than 0, but was 0.0",
                "produce t --partitioner best | expected key-hash, value-hash, round-robin or the"
                        + " number of a partition, but was 'best'",
                "produce t --header x | expected KEY=VALUE, but was 'x'"
            })
    void refusesArgumentsThatMakeNoSense(String line, String problem) {
        Cli.Result result = Cli.withBroker().run(line.split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("INVALID_USAGE", problem);
    }

    @ParameterizedTest
    @CsvSource({"produce", "consume"})
    void saysHowToMakeAMissingTopic(String verb) {
        Cli.Result result = Cli.withBroker().run(verb, "never-made");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("error: [TOPIC_NOT_FOUND] Cannot find topic 'never-made'")
                .contains("millrace topic create never-made");
    }

    private Cli.Result produce(String lines, String... options) {
        return Cli.withBroker().input(lines).run(line("produce", options));
    }

    private Cli.Result consume(String... options) {
        return Cli.withBroker().run(line("consume", options));
    }

    private String[] line(String verb, String... options) {
        String[] line = new String[options.length + 2];
        line[0] = verb;
        line[1] = topic;
        System.arraycopy(options, 0, line, 2, options.length);
        return line;
    }
}
