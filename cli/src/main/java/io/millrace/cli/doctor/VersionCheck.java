package io.millrace.cli.doctor;

import io.millrace.cli.verb.Versions;
import io.millrace.kafka.client.KafkaConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Whether the parts are those that belong together.
 *
 * @param expected what this Millrace was built with
 * @param kafkaClient the Kafka client that is really here
 */
record VersionCheck(Versions expected, String kafkaClient) implements Check {

    private static final String SUBJECT = "versions";
    private static final String KAFKA_RESOURCE = "/kafka/kafka-version.properties";

    static VersionCheck ofThisClassPath() {
        Properties properties = new Properties();
        try (InputStream in = KafkaConnection.class.getResourceAsStream(KAFKA_RESOURCE)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new VersionCheck(
                Versions.ofThisBuild(), properties.getProperty("version", "unknown"));
    }

    @Override
    public Finding look() {
        String found =
                "Millrace %s, Kafka client %s, made for Spark %s"
                        .formatted(expected.millrace(), kafkaClient, expected.spark());
        return kafkaClient.equals(expected.kafka())
                ? Finding.ok(SUBJECT, found)
                : Finding.fail(
                        SUBJECT,
                        found,
                        "Install Millrace again: it belongs to Kafka client "
                                + expected.kafka()
                                + ".");
    }
}
