package io.millrace.cli.cluster;

import io.millrace.cli.verb.CliError;
import io.millrace.cli.verb.Session;
import io.millrace.kafka.client.KafkaConnection;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;

/** Looks for the address of Kafka: command line, environment, project, in this order. */
final class ConnectionSearch {

    private static final String BOOTSTRAP = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;

    private final Session session;

    ConnectionSearch(Session session) {
        this.session = session;
    }

    KafkaConnection find(String bootstrap, Map<String, String> settings, Path file) {
        return findIfNamed(bootstrap, settings, file)
                .orElseThrow(
                        () ->
                                CliError.NO_BROKER_NAMED.exception(
                                        session.directory().toAbsolutePath().normalize()));
    }

    Optional<KafkaConnection> findIfNamed(
            String bootstrap, Map<String, String> settings, Path file) {
        settings.keySet().forEach(ClientSettingNames::check);
        Map<String, String> own = file == null ? Map.of() : read(file);
        Map<String, String> fallback =
                file == null
                        ? environment("MILLRACE_KAFKA_CONFIG")
                                .map(f -> read(Path.of(f)))
                                .orElse(Map.of())
                        : Map.of();
        Map<String, String> all = new TreeMap<>(fallback);
        all.putAll(own);
        all.putAll(settings);
        return Stream.of(
                        Optional.ofNullable(bootstrap),
                        Optional.ofNullable(settings.get(BOOTSTRAP)),
                        Optional.ofNullable(own.get(BOOTSTRAP)),
                        environment("MILLRACE_BOOTSTRAP"),
                        Optional.ofNullable(fallback.get(BOOTSTRAP)))
                .flatMap(Optional::stream)
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .findFirst()
                .or(() -> session.projectBroker().bootstrap(session.directory()))
                .map(address -> new KafkaConnection(address, all));
    }

    private Optional<String> environment(String name) {
        return Optional.ofNullable(session.environment().get(name)).filter(v -> !v.isBlank());
    }

    private Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(session.directory().resolve(file))) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw CliError.FILE_UNREADABLE.causedBy(e, file, "there is no such file");
        } catch (IOException | IllegalArgumentException e) {
            throw CliError.FILE_UNREADABLE.causedBy(e, file, e.getMessage());
        }
        Map<String, String> settings = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> settings.put(key, properties.getProperty(key)));
        return settings;
    }
}
