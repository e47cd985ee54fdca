package io.millrace.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.Cli;
import io.millrace.cli.TestBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

    @Test
    void findsNothingThatStopsARun() {
        Cli.Result result = Cli.withBroker().run("doctor");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .startsWith("STATUS  SUBJECT   FOUND\n")
                .containsPattern("(?m)^(ok|warn) +java +" + Runtime.version().feature())
                .contains(TestBroker.shared().bootstrap() + " answers: cluster ");
    }

    @Test
    void endsWithOneIfTheBrokerIsAway(@TempDir Path directory) {
        Cli.Result result =
                new Cli()
                        .directory(directory)
                        .run(
                                "doctor",
                                "--bootstrap",
                                "localhost:1",
                                "--kafka",
                                "default.api.timeout.ms=300",
                                "--kafka",
                                "request.timeout.ms=300");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("fail    broker    [BROKER_UNREACHABLE] Cannot reach Kafka at")
                .contains("\nbroker: Check the address and that a broker runs there")
                .contains(" free for " + directory.resolve(".millrace"));
    }

    @Test
    void givesProgramsAnObjectForEachFinding(@TempDir Path directory) {
        Cli.Result result =
                new Cli()
                        .directory(directory)
                        .run("doctor", "--data", "elsewhere", "--output", "jsonl");

        assertThat(result.out().lines())
                .hasSize(6)
                .allMatch(line -> line.startsWith("{\"status\":\"") && line.endsWith("}"))
                .anyMatch(line -> line.contains(directory.resolve("elsewhere").toString()))
                .anyMatch(line -> line.contains("none is named: a run starts one"));
    }

    @Test
    void saysHowManyPartitionsATopicShouldHave() {
        String topic = TestBroker.name("advised");
        Cli.withBroker().run("topic", "create", topic, "--partitions", "2");
        Cli.withBroker().input("a\n".repeat(600)).run("produce", topic);

        Cli.Result asItIs = Cli.withBroker().run("doctor", "--topic", topic, "--cores", "2");
        Cli.Result grown =
                Cli.withBroker()
                        .run("doctor", "--topic", topic, "--cores", "4", "--rate", "1100000");
        Cli.Result absent = Cli.withBroker().run("doctor", "--topic", "nowhere");

        assertThat(asItIs.out())
                .containsPattern(
                        "topic +"
                                + topic
                                + ": 2 partitions, 2 records/s over the last 5 min, \\d+"
                                + " B each; advised for 2 cores: 2");
        assertThat(grown.exitCode()).isZero();
        assertThat(grown.out())
                .contains("1,100,000 records/s expected")
                .contains("advised for 4 cores: 8")
                .contains("topic: Give it 8 partitions");
        assertThat(absent.exitCode()).isEqualTo(1);
        assertThat(absent.out()).contains("[TOPIC_NOT_FOUND] Cannot find topic 'nowhere'");
    }
}
