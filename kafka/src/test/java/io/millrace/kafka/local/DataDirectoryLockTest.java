package io.millrace.kafka.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryLockTest {

    @TempDir Path directory;

    @Test
    void isGivenOnceAndAgainAfterItsRelease() throws Exception {
        try (DataDirectoryLock lock = DataDirectoryLock.tryAcquire(directory).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(DataDirectoryLock.tryAcquire(directory)).isEmpty();
            assertThat(DataDirectoryLock.isHeld(directory)).isTrue();
        }
        assertThat(DataDirectoryLock.isHeld(directory)).isFalse();
        DataDirectoryLock.tryAcquire(directory).orElseThrow().close();
    }

    @Test
    void isNotTakenFromTheNextOwnerByASecondRelease() throws Exception {
        DataDirectoryLock first = DataDirectoryLock.tryAcquire(directory).orElseThrow();
        first.close();
        try (DataDirectoryLock second = DataDirectoryLock.tryAcquire(directory).orElseThrow()) {
            assertThat(second).isNotNull();
            first.close();
            assertThat(DataDirectoryLock.isHeld(directory)).isTrue();
        }
    }

    @Test
    void isTheSameThroughASymbolicLink(@TempDir Path elsewhere) throws Exception {
        Path link = Files.createSymbolicLink(elsewhere.resolve("link"), directory);

        try (DataDirectoryLock lock = DataDirectoryLock.tryAcquire(link).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(DataDirectoryLock.tryAcquire(directory)).isEmpty();
        }
    }

    @Test
    void keepsOtherProcessesOutEvenAfterItWasLookedAt() throws Exception {
        try (DataDirectoryLock lock = DataDirectoryLock.tryAcquire(directory).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(DataDirectoryLock.isHeld(directory)).isTrue();
            assertThat(DataDirectoryLock.tryAcquire(directory)).isEmpty();
            assertThat(DataDirectoryLock.lastOwner(directory))
                    .hasValue(ProcessHandle.current().pid());

            try (LockingProcess other = new LockingProcess(directory)) {
                assertThat(other.hasAcquired()).isFalse();
            }
        }
    }

    @Test
    void isFreeAgainWhenItsOwnerWasKilled() throws Exception {
        try (LockingProcess other = new LockingProcess(directory)) {
            assertThat(other.hasAcquired()).isTrue();
            assertThat(DataDirectoryLock.isHeld(directory)).isTrue();
            assertThat(DataDirectoryLock.tryAcquire(directory)).isEmpty();
            assertThat(DataDirectoryLock.lastOwner(directory)).hasValue(other.pid());
        }

        DataDirectoryLock.tryAcquire(directory).orElseThrow().close();
        assertThat(DataDirectoryLock.lastOwner(directory)).hasValue(ProcessHandle.current().pid());
    }

    @Test
    void failsWhereItsFileCannotBeMade() throws Exception {
        Files.createDirectory(directory.resolve(DataDirectoryLock.FILE_NAME));

        assertThatThrownBy(() -> DataDirectoryLock.tryAcquire(directory))
                .isInstanceOf(IOException.class);
        assertThat(DataDirectoryLock.lastOwner(directory)).isEmpty();
    }
}
