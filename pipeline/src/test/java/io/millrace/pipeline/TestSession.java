package io.millrace.pipeline;

import io.millrace.pipeline.run.Engine;
import io.millrace.pipeline.run.EngineSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.classic.SparkSession;

/** The Spark session of all tests of this module; each test takes a new session of it. */
public final class TestSession {

    /** Sessions share one catalog; a database each keeps their tables apart. */
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static SparkSession shared;

    private TestSession() {}

    /** A session with tables, views and settings of its own. */
    public static synchronized SparkSession open(Optional<String> bootstrapServers) {
        if (shared == null) {
            shared = Engine.open(settings());
        }
        SparkSession session = shared.newSession();
        bootstrapServers.ifPresent(
                servers ->
                        session.conf()
                                .set("spark.datasource.millrace.kafka.bootstrap.servers", servers));
        SparkSession.setActiveSession(session);
        String database = "test_" + DATABASES.incrementAndGet();
        session.sql("CREATE DATABASE " + database);
        session.sql("USE " + database);
        return session;
    }

    private static EngineSettings settings() {
        try {
            return new EngineSettings(
                    "tests",
                    "local[2]",
                    Optional.empty(),
                    Files.createTempDirectory("millrace-tests"),
                    Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
