package io.millrace.cli;

import io.millrace.broker.EmbeddedBroker;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** One broker for all tests of this module, in a project directory of its own. */
public final class TestBroker {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static TestBroker shared;

    private final Path project;
    private final EmbeddedBroker broker;

    private TestBroker(Path project) {
        this.project = project;
        this.broker = EmbeddedBroker.start(project.resolve(".millrace/broker"));
    }

    public static synchronized TestBroker shared() {
        if (shared == null) {
            try {
                TestBroker started = new TestBroker(Files.createTempDirectory("millrace-project"));
                Runtime.getRuntime().addShutdownHook(new Thread(started::stop));
                shared = started;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    public String bootstrap() {
        return broker.bootstrapServers();
    }

    /** The project that this broker runs for. */
    public Path project() {
        return project;
    }

    /** A name that no other test uses. */
    public static String name(String prefix) {
        return prefix + "-" + NAMES.incrementAndGet();
    }

    private void stop() {
        broker.close();
        try (Stream<Path> files = Files.walk(project)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
