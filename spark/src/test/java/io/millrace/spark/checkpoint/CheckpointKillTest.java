package io.millrace.spark.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager.CancellableFSDataOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes is killed again and again; what it leaves must be whole. */
class CheckpointKillTest {

    private static final int KILLS = 4;
    private static final long SEED = Long.getLong("millrace.test.seed", 20261125L);

    @TempDir Path directory;

    @Test
    void whatAKilledProcessLeavesIsWhole() throws Exception {
        Random random = new Random(SEED);
        long written = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long before = written;
            Process process = start(before);
            try {
                await("the next file, seed " + SEED)
                        .atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> newest() >= before + 20 + random.nextInt(30));
            } finally {
                process.destroyForcibly();
                assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            }
            written = checkAll() + 1;
            assertThat(written).isGreaterThan(before);
        }
    }

    private Process start(long from) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Xshare:auto");
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Writer.class.getName()));
        command.addAll(List.of(directory.toString(), Long.toString(from)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolveSibling("writer.log").toFile())
                .start();
    }

    private long newest() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .mapToLong(Long::parseLong)
                    .max()
                    .orElse(-1);
        }
    }

    /** Every file up to the newest is there with the content that it must have. */
    private long checkAll() throws IOException {
        long newest = newest();
        MillraceCheckpointFiles files = files(directory);
        for (long number = 0; number <= newest; number++) {
            assertThat(read(files, Long.toString(number))).isEqualTo(content(number));
        }
        // The one that is written again and again is of some moment, but whole.
        String latest = read(files, "latest");
        assertThat(latest).isEqualTo(content(latest.length()));
        return newest;
    }

    private String read(MillraceCheckpointFiles files, String name) throws IOException {
        try (FSDataInputStream input =
                files.open(new org.apache.hadoop.fs.Path(directory.toString(), name))) {
            return new String(input.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static MillraceCheckpointFiles files(Path directory) throws IOException {
        return new MillraceCheckpointFiles(
                new org.apache.hadoop.fs.Path(directory.toString()), new Configuration());
    }

    /** As many characters as the number says, and told from every other number's. */
    private static String content(long number) {
        String digits = Long.toString(number);
        return digits.repeat((int) (number / digits.length() + 1)).substring(0, (int) number);
    }

    /** Writes one file after another until it is killed; not for ever, should nobody do it. */
    static final class Writer {

        private static final int FILES = 5_000;

        public static void main(String[] arguments) throws IOException {
            Path directory = Path.of(arguments[0]);
            MillraceCheckpointFiles files = files(directory);
            long from = Long.parseLong(arguments[1]);
            for (long number = from; number < from + FILES; number++) {
                write(files, directory, Long.toString(number), number, false);
                write(files, directory, "latest", number, true);
            }
        }

        private static void write(
                MillraceCheckpointFiles files,
                Path directory,
                String name,
                long number,
                boolean overwrite)
                throws IOException {
            CancellableFSDataOutputStream output =
                    files.createAtomic(
                            new org.apache.hadoop.fs.Path(directory.toString(), name), overwrite);
            for (char c : content(number).toCharArray()) {
                output.write(c);
            }
            output.close();
        }
    }
}
