package io.millrace.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FailureReasonTest {

    @Test
    void isTheFirstLineOfTheDeepestCause() {
        Throwable deepest = new IOException("No space left on device.\nSee the manual.");

        assertThat(FailureReason.of(new IllegalStateException("outer", new Error(deepest))))
                .isEqualTo("No space left on device");
    }

    @Test
    void saysWhatFileProblemsMean() {
        assertThat(FailureReason.of(new AccessDeniedException("/srv")))
                .isEqualTo("permission denied for '/srv'");
        assertThat(FailureReason.of(new NoSuchFileException("/srv")))
                .isEqualTo("'/srv' does not exist");
        assertThat(FailureReason.of(new FileSystemException("/srv", null, "Read-only file system")))
                .isEqualTo("Read-only file system");
        assertThat(FailureReason.of(new InternalError("a fault occurred in an unsafe access")))
                .contains("as on a full disk");
    }

    @Test
    void isNeverEmpty() {
        assertThat(FailureReason.of(new IllegalStateException()))
                .isEqualTo("java.lang.IllegalStateException");
        assertThat(FailureReason.of(new IllegalStateException(" ")))
                .startsWith("java.lang.IllegalStateException");
    }
}
