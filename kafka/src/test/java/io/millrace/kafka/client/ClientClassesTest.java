package io.millrace.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientClassesTest {

    private final ClientClasses moved = new ClientClasses("elsewhere.kafka");

    @Test
    void renamesTheLoginModuleAndLeavesTheRestOfTheLine() {
        Map<String, String> settings =
                Map.of(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required"
                                + " username=\"org.apache.kafka.me\" password=\"x\";");

        assertThat(moved.rename(settings))
                .containsEntry(
                        "sasl.jaas.config",
                        "elsewhere.kafka.common.security.plain.PlainLoginModule required"
                                + " username=\"org.apache.kafka.me\" password=\"x\";");
    }

    @Test
    void renamesEachClassOfAList() {
        assertThat(
                        moved.rename(
                                Map.of(
                                        "metric.reporters",
                                        "org.apache.kafka.common.metrics.JmxReporter,com.example.Reporter,"
                                                + "org.apache.kafka.Another")))
                .containsEntry(
                        "metric.reporters",
                        "elsewhere.kafka.common.metrics.JmxReporter,com.example.Reporter,elsewhere.kafka.Another");
    }

    @Test
    void leavesWhatNamesNoClass() {
        Map<String, String> settings =
                Map.of(
                        "client.id", "org.apache.kafka.mine",
                        "sasl.login.callback.handler.class", "com.org.apache.kafka.Handler");

        assertThat(moved.rename(settings)).isEqualTo(settings);
    }

    @Test
    void hasNothingToRenameWhereTheClientIsInItsOwnPackage() {
        Map<String, String> settings = Map.of("partitioner.class", "org.apache.kafka.X");

        assertThat(ClientClasses.loaded().rename(settings)).isEqualTo(settings);
    }
}
