package io.millrace.spark.checkpoint.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.common.error.MillraceException;
import io.millrace.spark.checkpoint.CheckpointError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leases on a real disk, between real processes. */
class PipelineLeaseTest {

    private static final LeaseTimes QUICK =
            new LeaseTimes(Duration.ofMillis(50), Duration.ofMillis(1_500));
    private static final ProcessIdentity THIS = ProcessIdentity.ofThis();
    private static final ProcessIdentity ELSEWHERE =
            new ProcessIdentity("elsewhere", "another-boot", "another-space", 42, 99);

    @TempDir Path directory;

    private PipelineLease take(Claim claim, ProcessIdentity process) {
        return PipelineLease.take(directory.toString(), new Configuration(), claim, process, QUICK);
    }

    private PipelineLease take() {
        return take(Claim.IF_FREE, THIS);
    }

    /**
     * @faults E10
     */
    @Test
    void aSecondRunIsToldWhoHasIt() {
        try (PipelineLease first = take()) {
            assertThatThrownBy(this::take)
                    .hasMessageContaining("[LEASE_HELD]")
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining(
                            "process " + THIS.pid() + " on host '" + THIS.host() + "'")
                    .hasMessageContaining("--take-over");
        }
        take().close();
        take().close();
    }

    @Test
    void nothingIsLeftButTheLastEntry() throws IOException {
        for (int i = 0; i < 3; i++) {
            take().close();
        }
        try (Stream<Path> files = Files.list(directory.resolve(PipelineLease.DIRECTORY))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("6.json", "lock");
        }
    }

    @Test
    void whatADeadRunWasWritingIsSweptAway() throws IOException {
        Path offsets = Files.createDirectories(directory.resolve("flow/offsets"));
        Path part = offsets.resolve(".0.2ea6d3a0-2b1c-4f0e-9d52-3d1cf1a0a7b2.tmp");
        Files.writeString(part, "v1");
        Files.writeString(offsets.resolve("0"), "v1");

        take().close();

        assertThat(part).doesNotExist();
        assertThat(offsets.resolve("0")).exists();
    }

    @Test
    void aHolderThatIsPutOutOfItsPlaceIsTold() {
        AtomicReference<MillraceException> loss = new AtomicReference<>();
        try (PipelineLease first = take()) {
            first.onLost(loss::set);
            try (PipelineLease second = take(Claim.BY_FORCE, THIS)) {
                await().untilAsserted(() -> assertThat(loss.get()).isNotNull());
                assertThat(loss.get().code()).isEqualTo(CheckpointError.LEASE_LOST);
                assertThat(loss.get()).hasMessageContaining("has taken its place");
                // The one who lost it must not give away what is another's.
                first.close();
                assertThatThrownBy(this::take).hasMessageContaining("[LEASE_HELD]");
            }
        }
        take().close();
    }

    @Test
    void aHolderElsewhereIsDeadWhenItHasBeenSilent() throws IOException {
        new FileLeaseLog(lease(), new Configuration())
                .create(
                        1,
                        new LeaseEntry.Held(
                                new LeaseOwner("r", ELSEWHERE, java.time.Instant.now()), true));

        assertThatThrownBy(this::take).hasMessageContaining("process 42 on host 'elsewhere'");
        await().atMost(Duration.ofSeconds(10))
                .ignoreException(MillraceException.class)
                .until(
                        () -> {
                            take().close();
                            return true;
                        });
    }

    @Test
    void aHolderElsewhereKeepsItsPlaceWhileItGivesSignsOfLife() throws IOException {
        FileLeaseLog log = new FileLeaseLog(lease(), new Configuration());
        LeaseOwner owner = new LeaseOwner("r", ELSEWHERE, java.time.Instant.now());
        log.create(1, new LeaseEntry.Held(owner, true));
        LeaseKeeper keeper = new LeaseKeeper(log, 1, owner, QUICK, Duration.ZERO);

        await().during(QUICK.expiry().multipliedBy(2))
                .atMost(QUICK.expiry().multipliedBy(3))
                .untilAsserted(
                        () -> {
                            assertThat(keeper.beat(Duration.ZERO)).isEmpty();
                            assertThatThrownBy(this::take).hasMessageContaining("[LEASE_HELD]");
                        });
    }

    @Test
    void aProcessThatWasKilledLosesItAtOnce() throws Exception {
        Process holder = startHolder();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Files.exists(directory.resolve("held")));
            assertThatThrownBy(this::take)
                    .hasMessageContaining("[LEASE_HELD]")
                    .hasMessageContaining("process " + holder.pid() + " ");
        } finally {
            holder.destroyForcibly();
            assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }

        take().close();
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(
                        () ->
                                PipelineLease.take(
                                        file.resolve("below").toString(),
                                        new Configuration(),
                                        Claim.IF_FREE))
                .hasMessageContaining("[LEASE_FAILED]")
                .hasMessageContaining(file.toString());
    }

    @Test
    void anEntryOfALaterVersionIsNotGuessedAt() throws IOException {
        new FileLeaseLog(lease(), new Configuration());
        Path entry = directory.resolve(PipelineLease.DIRECTORY).resolve("1.json");
        Files.writeString(entry, "{\"version\":2}");

        assertThatThrownBy(this::take)
                .hasMessageContaining("[LEASE_UNREADABLE]")
                .hasMessageContaining("it is of version 2 and this Millrace reads versions up to 1")
                .hasMessageContaining("--take-over");
        take(Claim.BY_FORCE, THIS).close();
        take().close();
    }

    @Test
    void readsTheEntryOfTheFirstVersion() throws IOException {
        byte[] golden = Files.readAllBytes(Path.of("src/test/resources/compat/lease-v1.json"));

        LeaseEntry entry = LeaseJson.read(golden);

        assertThat(LeaseJson.write(entry)).asString().isEqualTo(new String(golden).strip());
        assertThat(entry.owner().process().host()).isEqualTo("mill-1");
        assertThat(entry).isInstanceOf(LeaseEntry.Held.class);
    }

    private org.apache.hadoop.fs.Path lease() {
        return new org.apache.hadoop.fs.Path(directory.toString(), PipelineLease.DIRECTORY);
    }

    private Process startHolder() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Holder.class.getName(), directory.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolveSibling(directory.getFileName() + ".log").toFile())
                .start();
    }

    /** Takes the lease and keeps it until it is killed. */
    static final class Holder {

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            PipelineLease.take(directory.toString(), new Configuration(), Claim.IF_FREE);
            Files.createFile(directory.resolve("held"));
            new java.util.concurrent.CountDownLatch(1).await(2, TimeUnit.MINUTES);
        }
    }
}
