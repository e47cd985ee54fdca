package io.millrace.example.store;

import io.millrace.spark.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One node of Cassandra. */
final class CassandraServer {

    /** What its start script gives the JVM. */
    private static final List<String> EXPORTS =
            List.of(
                    "java.base/jdk.internal.misc",
                    "java.base/jdk.internal.ref",
                    "java.base/sun.nio.ch",
                    "java.management.rmi/com.sun.jmx.remote.internal.rmi",
                    "java.rmi/sun.rmi.registry",
                    "java.rmi/sun.rmi.server",
                    "java.rmi/sun.rmi.transport.tcp",
                    "java.sql/java.sql");

    private static final List<String> OPENS =
            List.of(
                    "java.base/java.io",
                    "java.base/java.lang",
                    "java.base/java.lang.module",
                    "java.base/java.lang.reflect",
                    "java.base/java.math",
                    "java.base/java.net",
                    "java.base/java.nio",
                    "java.base/java.util",
                    "java.base/java.util.concurrent",
                    "java.base/java.util.concurrent.atomic",
                    "java.base/jdk.internal.loader",
                    "java.base/jdk.internal.math",
                    "java.base/jdk.internal.module",
                    "java.base/jdk.internal.ref",
                    "java.base/jdk.internal.reflect",
                    "java.base/jdk.internal.util.jar",
                    "java.base/sun.nio.ch",
                    "jdk.management/com.sun.management.internal");

    private CassandraServer() {}

    /** Starts one and returns when it takes queries. */
    static ForkedServer start(int port) {
        Path directory = LocalStack.newDirectory("cassandra");
        Path settings = directory.resolve("cassandra.yaml");
        try {
            Files.writeString(settings, settings(directory, port, ForkedServer.freePort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> options = new ArrayList<>();
        EXPORTS.forEach(name -> options.add("--add-exports=" + name + "=ALL-UNNAMED"));
        OPENS.forEach(name -> options.add("--add-opens=" + name + "=ALL-UNNAMED"));
        Stream.of(
                        "cassandra.config=" + settings.toUri(),
                        "cassandra.storagedir=" + directory,
                        "cassandra-foreground=yes",
                        "cassandra.skip_wait_for_gossip_to_settle=0",
                        "cassandra.ring_delay_ms=1")
                .map("-D"::concat)
                .forEach(options::add);
        ForkedServer server =
                ForkedServer.start(
                        "cassandra-server",
                        directory,
                        options,
                        List.of("org.apache.cassandra.service.CassandraDaemon"));
        server.awaitListening(port);
        return server;
    }

    private static String settings(Path directory, int port, int storagePort) {
        return """
        cluster_name: examples
        num_tokens: 1
        partitioner: org.apache.cassandra.dht.Murmur3Partitioner
        data_file_directories: [%1$s/data]
        commitlog_directory: %1$s/commitlog
        saved_caches_directory: %1$s/caches
        hints_directory: %1$s/hints
        cdc_raw_directory: %1$s/cdc
        commitlog_sync: periodic
        commitlog_sync_period: 1000ms
        seed_provider:
          - class_name: org.apache.cassandra.locator.SimpleSeedProvider
            parameters:
              - seeds: "127.0.0.1:%3$d"
        listen_address: 127.0.0.1
        storage_port: %3$d
        start_native_transport: true
        native_transport_port: %2$d
        rpc_address: 127.0.0.1
        endpoint_snitch: SimpleSnitch
        auto_snapshot: false
        """
                .formatted(directory, port, storagePort);
    }
}
