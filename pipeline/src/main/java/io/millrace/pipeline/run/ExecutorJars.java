package io.millrace.pipeline.run;

import io.millrace.common.error.MillraceException;
import io.millrace.format.RecordDecoder;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.spark.table.MillraceProvider;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.postgresql.Driver;

/** What the executors of a cluster, which have Spark and nothing else, are sent. */
final class ExecutorJars {

    private static final List<Class<?>> ONE_OF_EACH =
            List.of(
                    MillraceException.class,
                    KafkaConnection.class,
                    RecordDecoder.class,
                    MillraceProvider.class,
                    KafkaConsumer.class,
                    Driver.class);

    private ExecutorJars() {}

    /** The jars as {@code spark.jars} wants them; classes outside of jars are left out. */
    static String list() {
        return ONE_OF_EACH.stream()
                .map(ExecutorJars::jarOf)
                .filter(Objects::nonNull)
                .map(jar -> jar.toUri().toString())
                .collect(Collectors.joining(","));
    }

    private static Path jarOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            return null;
        }
        try {
            Path place = Path.of(source.getLocation().toURI());
            return Files.isRegularFile(place) ? place : null;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
