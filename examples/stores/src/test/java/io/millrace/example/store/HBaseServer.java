package io.millrace.example.store;

import io.millrace.spark.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** HBase with ZooKeeper in one process, on the local disk. */
final class HBaseServer {

    private HBaseServer() {}

    /** Starts one and returns when its ZooKeeper listens. */
    static ForkedServer start(int zooKeeperPort) {
        Path directory = LocalStack.newDirectory("hbase");
        try {
            Files.writeString(
                    directory.resolve("hbase-site.xml"),
                    settings(directory, zooKeeperPort).entrySet().stream()
                            .map(
                                    each ->
                                            "<property><name>%s</name><value>%s</value></property>"
                                                    .formatted(each.getKey(), each.getValue()))
                            .collect(
                                    Collectors.joining(
                                            "\n", "<configuration>\n", "\n</configuration>\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ForkedServer server =
                ForkedServer.start(
                        "hbase-server",
                        directory,
                        List.of("@../../conf/spark-jvm.args"),
                        List.of("org.apache.hadoop.hbase.master.HMaster", "start"));
        server.awaitListening(zooKeeperPort);
        return server;
    }

    private static Map<String, String> settings(Path directory, int zooKeeperPort) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("hbase.cluster.distributed", "false");
        settings.put("hbase.rootdir", directory.resolve("root").toUri().toString());
        settings.put("hbase.tmp.dir", directory.resolve("tmp").toString());
        settings.put("hbase.unsafe.stream.capability.enforce", "false");
        settings.put("hbase.wal.provider", "filesystem");
        settings.put("hbase.zookeeper.quorum", "127.0.0.1");
        settings.put("hbase.zookeeper.property.dataDir", directory.resolve("zookeeper").toString());
        settings.put("hbase.zookeeper.property.clientPort", Integer.toString(zooKeeperPort));
        settings.put("hbase.zookeeper.property.clientPortAddress", "127.0.0.1");
        for (String role : List.of("master", "regionserver")) {
            settings.put("hbase." + role + ".info.port", "-1");
            settings.put("hbase." + role + ".port", "0");
            settings.put("hbase." + role + ".hostname", "127.0.0.1");
            settings.put("hbase." + role + ".ipc.address", "127.0.0.1");
        }
        return settings;
    }
}
