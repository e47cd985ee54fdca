package io.millrace.spark.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spark.LocalStack;
import io.millrace.spark.Seen;
import io.millrace.spark.TestTopic;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/**
 * Secrets among the settings of Kafka's clients are seen nowhere, whatever they are used for.
 *
 * @faults F7
 */
class SecretSettingsTest {

    private static final String PASSWORD = "canary-5d20aa-password";

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "kafka.sasl.jaas.config",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required"
                            + " username=\"ann\" password=\""
                            + PASSWORD
                            + "\";",
                    "kafka.ssl.truststore.password",
                    PASSWORD,
                    "kafka.ssl.key.password",
                    PASSWORD);

    private final TestTopic input = TestTopic.create("secret", 1);
    private final TestTopic output = TestTopic.create("secret-out", 1);

    private void run(Seen seen, Map<String, String> more) throws Exception {
        Dataset<Row> rows =
                LocalStack.session()
                        .readStream()
                        .format("millrace")
                        .option("subscribe", input.name())
                        .option("startingOffsets", "earliest")
                        .option("value.format", "json")
                        .option("value.malformed", "deadletter")
                        .options(SETTINGS)
                        .options(more)
                        .schema("id INT")
                        .load();
        Path checkpoint = LocalStack.newDirectory("secret");
        seen.run(
                rows.writeStream()
                        .queryName(LocalStack.newName("secret").replace('-', '_'))
                        .format("millrace")
                        .option("topic", output.name())
                        .option("value.format", "json")
                        .options(SETTINGS)
                        .options(more)
                        .option("checkpointLocation", checkpoint.toString()),
                checkpoint);
    }

    @Test
    void areSeenNowhere() throws Exception {
        TestTopic.named(input.name() + "-dlq").createAgain(1);
        input.send("{\"id\":1}", "oops");
        Queue<String> texts;
        try (Seen seen = new Seen()) {
            texts = seen.texts();
            run(seen, Map.of());
            assertThat(output.values()).containsExactly("{\"id\":1}");
            assertThat(TestTopic.named(input.name() + "-dlq").values()).containsExactly("oops");

            run(
                    seen,
                    Map.of(
                            "kafka.security.protocol",
                            "SASL_PLAINTEXT",
                            "kafka.sasl.mechanism",
                            "PLAIN",
                            "kafka.default.api.timeout.ms",
                            "1500",
                            "kafka.request.timeout.ms",
                            "1000"));
        }

        assertThat(texts).anyMatch(text -> text.contains("[AUTHENTICATION_FAILED]"));
        assertThat(texts).anyMatch(text -> text.contains(input.name()));
        assertThat(texts).noneMatch(text -> text.contains(PASSWORD));
    }
}
