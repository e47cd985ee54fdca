package io.millrace.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.common.error.MillraceException;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerPropertiesTest {

    @TempDir Path directory;

    @Test
    void replaceTheDefaultsOfTheBroker() {
        KafkaConfig config =
                ServerProperties.of(
                                Map.of(
                                        "auto.create.topics.enable",
                                        "true",
                                        "log.retention.hours",
                                        "-1",
                                        "socket.listen.backlog.size",
                                        "7"))
                        .forStart(directory, 19092, 19093);

        assertThat(config.autoCreateTopicsEnable()).isTrue();
        assertThat(config.logRetentionTimeMillis()).isEqualTo(-1);
        assertThat(config.socketListenBacklogSize()).isEqualTo(7);
        assertThat(config.originals())
                .containsEntry(
                        "listeners", "PLAINTEXT://127.0.0.1:19092,CONTROLLER://127.0.0.1:19093")
                .containsEntry("group.initial.rebalance.delay.ms", "0");
    }

    @Test
    void areTheDefaultsOfAKafkaThatExists() {
        Map<String, Object> all =
                ServerProperties.of(Map.of()).forStart(directory, 19092, 19093).originals();

        assertThat(KafkaConfig.configDef().names()).containsAll(all.keySet());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "listeners",
                "advertised.listeners",
                "process.roles",
                "node.id",
                "log.dirs",
                "metadata.log.dir",
                "controller.quorum.voters"
            })
    void mayNotSayWhoOrWhereTheBrokerIs(String key) {
        BrokerSettings settings = BrokerSettings.in(directory).withServerProperty(key, "x");

        assertThatThrownBy(() -> EmbeddedBroker.start(settings))
                .isInstanceOf(MillraceException.class)
                .hasMessage(
                        "[SERVER_PROPERTY_RESERVED] Cannot set server property '"
                                + key
                                + "': the embedded broker decides it itself. Take it out; the port"
                                + " and the data directory have settings of their own.");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void nameTheNearestThatKafkaKnows() {
        BrokerSettings settings =
                BrokerSettings.in(directory).withServerProperty("log.retension.hours", "1");

        assertThatThrownBy(() -> EmbeddedBroker.start(settings))
                .isInstanceOf(MillraceException.class)
                .hasMessage(
                        "[UNKNOWN_OPTION] Unknown option 'log.retension.hours' for the Kafka"
                                + " server. Did you mean 'log.retention.hours'?");
        assertThatThrownBy(() -> ServerProperties.of(Map.of("colour", "blue")))
                .hasMessageContaining("It takes the broker settings of Kafka's documentation.");
    }

    @Test
    void areCheckedBeforeAnythingIsTouched() {
        BrokerSettings settings =
                BrokerSettings.in(directory.resolve("data"))
                        .withServerProperty("num.io.threads", "many");

        assertThatThrownBy(() -> EmbeddedBroker.start(settings))
                .isInstanceOf(MillraceException.class)
                .hasMessage(
                        "[INVALID_SERVER_PROPERTY] Invalid server properties of the broker: Invalid"
                                + " value many for configuration num.io.threads: Not a number of"
                                + " type INT.");
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void goWithAPortThatExists(int port) {
        assertThatThrownBy(() -> BrokerSettings.in(directory).withPort(port))
                .isInstanceOf(MillraceException.class)
                .hasMessage(
                        "[INVALID_OPTION] Invalid option 'port' with value '"
                                + port
                                + "': expected a port from 1 to 65535, or 0 for a free one.");
    }
}
