package io.millrace.benchmark.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WorkDirectoryTest {

    @Test
    void leavesNothingBehind() throws Exception {
        Path path;
        try (WorkDirectory work = WorkDirectory.create()) {
            path = work.path();
            Files.writeString(work.directory("a/b").resolve("file"), "text");
        }

        assertThat(path).doesNotExist();
    }
}
