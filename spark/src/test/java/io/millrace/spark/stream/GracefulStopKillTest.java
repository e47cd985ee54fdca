package io.millrace.spark.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.spark.ChildJava;
import io.millrace.spark.LocalStack;
import io.millrace.spark.testing.MemoryInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** A program that gets SIGTERM ends its micro-batch before it ends. */
class GracefulStopKillTest {

    private final Path directory = LocalStack.newDirectory("sigterm");

    @Test
    void aProgramLetsItsMicroBatchFinish() throws Exception {
        Path log = directory.resolve("log");
        Process program =
                ChildJava.start(
                        List.of("-Xmx512m"), Program.class, List.of(directory.toString()), log);
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Files.exists(directory.resolve("begun")) || !program.isAlive());
            program.destroy();
            assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            program.destroyForcibly();
        }
        assertThat(directory.resolve("done")).as(Files.readString(log)).hasContent("[a, b]");
        assertThat(directory.resolve("checkpoint/commits/0")).exists();
    }

    /** Its micro-batch takes two seconds. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            SparkSession session =
                    SparkSession.builder()
                            .master("local[1]")
                            .config("spark.ui.enabled", "false")
                            .config("spark.driver.host", "127.0.0.1")
                            .config("spark.driver.bindAddress", "127.0.0.1")
                            .getOrCreate();
            GracefulStop.onShutdown(session, Duration.ofSeconds(20));
            VoidFunction2<Dataset<String>, Long> slow =
                    (batch, id) -> {
                        Files.createFile(directory.resolve("begun"));
                        new CountDownLatch(1).await(2, TimeUnit.SECONDS);
                        Files.writeString(
                                directory.resolve("done"), batch.collectAsList().toString());
                    };
            MemoryInput<String> input = MemoryInput.of(session, 1, Encoders.STRING());
            input.add("a", "b");
            input.toDataset()
                    .writeStream()
                    .option("checkpointLocation", directory.resolve("checkpoint").toString())
                    .foreachBatch(slow)
                    .start()
                    .awaitTermination();
        }
    }
}
