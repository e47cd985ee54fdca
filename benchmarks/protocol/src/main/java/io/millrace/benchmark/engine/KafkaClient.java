package io.millrace.benchmark.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The Kafka client on the class path, whichever it is. */
public final class KafkaClient {

    /** In every version of the client, unlike the class that reads it. */
    private static final String VERSION_FILE = "/kafka/kafka-version.properties";

    private KafkaClient() {}

    public static String version() {
        Properties properties = new Properties();
        try (InputStream file = KafkaClient.class.getResourceAsStream(VERSION_FILE)) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
