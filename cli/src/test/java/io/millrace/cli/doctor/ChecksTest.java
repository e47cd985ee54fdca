package io.millrace.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.verb.Versions;
import io.millrace.common.option.DataSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksTest {

    @ParameterizedTest
    @CsvSource({"11.0.2, FAIL", "17.0.15+6, OK", "21.0.1, OK", "25, WARN"})
    void looksAtJava(String version, Status status) {
        assertThat(new JavaCheck(Runtime.Version.parse(version), "Debian").look().status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"400, 8000, FAIL", "900, 8000, WARN", "2000, 8000, OK", "9000, 8000, WARN"})
    void looksAtMemory(long heap, long machine, Status status) {
        Finding finding =
                new MemoryCheck(DataSize.ofMebibytes(heap), DataSize.ofMebibytes(machine)).look();

        assertThat(finding.status()).isEqualTo(status);
        assertThat(finding.remedy().isPresent()).isEqualTo(status != Status.OK);
    }

    @Test
    void looksAtTheDiskOfADirectoryThatIsNotThereYet(@TempDir Path directory) {
        Finding finding = new DiskCheck(directory.resolve("a/b")).look();

        assertThat(finding.status()).isNotEqualTo(Status.FAIL);
        assertThat(finding.found()).matches("\\d+\\.\\d GiB free for .*/a/b");
    }

    @Test
    void saysThatAFileIsNoDirectory(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(new DiskCheck(file).look().status()).isEqualTo(Status.FAIL);
        assertThat(new DiskCheck(file.resolve("below")).look().found())
                .isEqualTo(file + " is no directory");
    }

    @Test
    void looksAtTheLoopbackAddress() {
        assertThat(LoopbackCheck.ofThisMachine().look().status()).isEqualTo(Status.OK);
        // An address for documentation, which no machine has.
        Finding foreign = new LoopbackCheck("192.0.2.1").look();
        assertThat(foreign.status()).isEqualTo(Status.FAIL);
        assertThat(foreign.remedy()).isPresent();
    }

    @Test
    void comparesTheVersionsOfTheParts() {
        Versions expected = new Versions("0.1.0", "4.4.0", "4.1.0");

        assertThat(new VersionCheck(expected, "4.4.0").look())
                .isEqualTo(
                        Finding.ok(
                                "versions",
                                "Millrace 0.1.0, Kafka client 4.4.0, made for Spark 4.1.0"));
        assertThat(new VersionCheck(expected, "3.9.1").look().status()).isEqualTo(Status.FAIL);
        assertThat(VersionCheck.ofThisClassPath().look().status()).isEqualTo(Status.OK);
    }

    @Test
    void isContentWithoutABrokerBecauseARunStartsOne() {
        assertThat(new BrokerCheck(Optional::empty).look().status()).isEqualTo(Status.OK);
    }
}
