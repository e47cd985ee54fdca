package io.millrace.benchmark.fetch;

import io.millrace.benchmark.input.BrokerProcess;
import io.millrace.benchmark.input.Compression;
import io.millrace.benchmark.input.InputTopic;
import io.millrace.benchmark.input.InputTopics;
import io.millrace.benchmark.process.WorkDirectory;
import io.millrace.benchmark.records.AdEvents;
import java.nio.file.Path;
import java.util.List;

/**
 * Fills a topic with ad events and reads it along each path, one process after the other.
 *
 * <p>Arguments: how many records, how many runs in each process, how many rounds of processes.
 */
final class FetchPathsMain {

    private static final List<String> PATHS = List.of("arrays", "slices", "in-poll", "batches");

    private FetchPathsMain() {}

    public static void main(String[] arguments) throws Exception {
        long records = Long.parseLong(arguments[0]);
        int rounds = Integer.parseInt(arguments[2]);
        try (WorkDirectory work = WorkDirectory.create();
                BrokerProcess broker =
                        BrokerProcess.start(
                                work.directory("broker"), work.path().resolve("broker.log"))) {
            InputTopic topic = new InputTopic(new AdEvents(1), records, Compression.NONE);
            new InputTopics(broker.connection(), System.err::println).provide(topic);
            for (int round = 0; round < rounds; round++) {
                for (String path : PATHS) {
                    run(broker.connection().bootstrapServers(), topic.name(), path, arguments[1]);
                }
            }
        }
    }

    private static void run(String bootstrapServers, String topic, String path, String runs)
            throws Exception {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseParallelGC",
                        "-Xmx2g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PathMain.class.getName(),
                        bootstrapServers,
                        topic,
                        Integer.toString(InputTopic.PARTITIONS),
                        path,
                        runs);
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IllegalStateException("path " + path + " ended with " + code);
        }
    }
}
