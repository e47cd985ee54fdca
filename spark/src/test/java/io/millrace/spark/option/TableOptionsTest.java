package io.millrace.spark.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TableOptionsTest {

    private static final Map<String, String> SESSION =
            Map.of(
                    "spark.datasource.millrace.kafka.bootstrap.servers", "prod:9092",
                    "spark.datasource.millrace.kafka.sasl.jaas.config", "secret",
                    "spark.datasource.millrace.includeHeaders", "true",
                    "spark.sql.shuffle.partitions", "2");

    @Test
    void takesWhatTheSessionSaysUnlessTheTableSaysOtherwise() {
        assertThat(TableOptions.ofUser(Map.of("includeheaders", "false"), SESSION))
                .containsOnly(
                        Map.entry("kafka.bootstrap.servers", "prod:9092"),
                        Map.entry("kafka.sasl.jaas.config", "secret"),
                        Map.entry("includeHeaders", "false"));
    }

    @Test
    void tellsAnotherClusterNothingOfTheSessions() {
        assertThat(TableOptions.ofUser(Map.of("kafka.bootstrap.servers", "partner:9093"), SESSION))
                .containsOnly(
                        Map.entry("kafka.bootstrap.servers", "partner:9093"),
                        Map.entry("includeHeaders", "true"));
    }

    @Test
    void keepsTheSettingsOfTheSameCluster() {
        assertThat(TableOptions.ofUser(Map.of("kafka.bootstrap.servers", "prod:9092"), SESSION))
                .containsEntry("kafka.sasl.jaas.config", "secret");
    }

    @Test
    void tellsAnotherRegistryNothingOfTheSessions() {
        Map<String, String> session =
                Map.of(
                        "spark.datasource.millrace.schema.registry.url", "https://ours",
                        "spark.datasource.millrace.schema.registry.basic.auth.user.info", "a:b");

        assertThat(TableOptions.ofUser(Map.of("schema.registry.url", "https://theirs"), session))
                .containsOnly(Map.entry("schema.registry.url", "https://theirs"));
        assertThat(TableOptions.ofUser(Map.of("schema.registry.url", "https://ours"), session))
                .containsEntry("schema.registry.basic.auth.user.info", "a:b");
    }
}
