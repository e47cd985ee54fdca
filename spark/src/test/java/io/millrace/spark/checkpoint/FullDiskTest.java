package io.millrace.spark.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.spark.LocalStack;
import io.millrace.spark.checkpoint.check.Checkpoints;
import io.millrace.spark.checkpoint.check.RunningCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A checkpoint on a disk that is full, and on one that becomes read-only. Needs root. */
class FullDiskTest {

    private static final Duration LOUD = Duration.ofSeconds(10);

    private final Path disk = LocalStack.newDirectory("disk");
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString());
        assumeTrue(mounted, "left out: no file system can be mounted here (it takes root)");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", "-l", disk.toString());
        }
    }

    /**
     * @faults E1
     */
    @Test
    void aFullDiskStopsTheQueryAndSpaceLetsItGoOn() throws Exception {
        RunningCounts query = new RunningCounts(disk.resolve("checkpoint"));
        query.send("a", "b", "a").run();
        Path ballast = disk.resolve("ballast");
        query.send("a", "c", "b");

        // Less room from time to time, so that another write is the one that fails.
        for (int free : new int[] {0, 4, 12, 24}) {
            fill(ballast, free << 10);
            long begun = System.nanoTime();
            assertThatThrownBy(query::run)
                    .as("%d KiB free", free)
                    .hasStackTraceContaining("No space left on device");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LOUD);
            Files.delete(ballast);
            assertThat(partFiles()).isEmpty();
            assertThat(
                            Checkpoints.report(query.checkpoint().toString(), new Configuration())
                                    .findings())
                    .isEmpty();
        }

        query.run();
        assertThat(query.counts()).isEqualTo(Map.of("a", 3L, "b", 2L, "c", 1L));
    }

    /**
     * @faults E2
     */
    @Test
    void aDiskThatBecomesReadOnlyStopsTheQuery() throws Exception {
        RunningCounts query = new RunningCounts(disk.resolve("checkpoint"));
        query.send("a", "b", "a").run();
        query.send("a", "c", "b");
        assertThat(run("mount", "-o", "remount,ro", disk.toString())).isTrue();

        long begun = System.nanoTime();
        assertThatThrownBy(query::run).hasStackTraceContaining("Read-only file system");

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LOUD);
        assertThat(run("mount", "-o", "remount,rw", disk.toString())).isTrue();
        query.run();
        assertThat(query.counts()).isEqualTo(Map.of("a", 3L, "b", 2L, "c", 1L));
    }

    /** Takes all space but so many bytes. */
    private void fill(Path ballast, int free) throws IOException {
        byte[] page = new byte[4 << 10];
        Files.write(ballast, new byte[0]);
        try (var out = Files.newOutputStream(ballast)) {
            while (disk.toFile().getUsableSpace() > free) {
                out.write(page);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    /** But for those of state: Spark loses sight of a file whose task it kills meanwhile. */
    private List<Path> partFiles() throws IOException {
        Path state = disk.resolve("checkpoint/state");
        try (Stream<Path> files = Files.walk(disk)) {
            return files.filter(file -> file.toString().endsWith(".tmp"))
                    .filter(file -> !file.startsWith(state))
                    .toList();
        }
    }

    private static boolean run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
