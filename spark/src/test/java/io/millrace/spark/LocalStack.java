package io.millrace.spark;

import io.millrace.broker.BrokerSettings;
import io.millrace.broker.EmbeddedBroker;
import io.millrace.spark.state.MillraceStateStoreProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.SparkSession;

/** The one broker and the one Spark session that all tests of this module share. */
public final class LocalStack {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static EmbeddedBroker broker;
    private static SparkSession session;

    private LocalStack() {}

    /** Records of tests carry old timestamps; retention must not take them. */
    public static synchronized EmbeddedBroker broker() {
        if (broker == null) {
            broker =
                    EmbeddedBroker.start(
                            BrokerSettings.in(newDirectory("broker"))
                                    .withServerProperty("log.retention.ms", "-1"));
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        }
        return broker;
    }

    public static synchronized SparkSession session() {
        if (session == null) {
            session =
                    SparkSession.builder()
                            .appName("tests")
                            .master("local[2]")
                            .config("spark.ui.enabled", "false")
                            .config("spark.driver.host", "127.0.0.1")
                            .config("spark.driver.bindAddress", "127.0.0.1")
                            .config("spark.sql.shuffle.partitions", "2")
                            .config(
                                    MillraceStateStoreProvider.SETTING,
                                    MillraceStateStoreProvider.class.getName())
                            .config("spark.sql.warehouse.dir", newDirectory("warehouse").toString())
                            .config(
                                    "spark.datasource.millrace.kafka.bootstrap.servers",
                                    broker().bootstrapServers())
                            .getOrCreate();
        }
        return session;
    }

    /** A name that no other test uses. */
    public static String newName(String prefix) {
        return prefix + "-" + NAMES.incrementAndGet();
    }

    public static Path newDirectory(String prefix) {
        try {
            return Files.createTempDirectory("millrace-" + prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
