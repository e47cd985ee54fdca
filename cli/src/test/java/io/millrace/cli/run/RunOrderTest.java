package io.millrace.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.verb.ProjectDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunOrderTest {

    /** Two files of one name in one project must not share their checkpoints. */
    @ParameterizedTest
    @CsvSource({
        "clicks.sql, clicks",
        "./clicks.sql, clicks",
        "dev/clicks.sql, dev/clicks",
        "prod/../prod/clicks.v2.sql, prod/clicks.v2",
        "/project/dev/clicks.sql, dev/clicks",
        "/elsewhere/clicks.sql, clicks",
        "../clicks.sql, clicks",
        "clicks, clicks",
        ".sql, .sql"
    })
    void namesAPipelineByItsPlaceInTheProject(String file, String name) {
        RunOrder order =
                new RunOrder(
                        Path.of(file),
                        Optional.empty(),
                        "local[*]",
                        true,
                        null,
                        false,
                        false,
                        Duration.ZERO,
                        Map.of());

        assertThat(order.pipelineName(new ProjectDirectory(Path.of("/project")))).isEqualTo(name);
    }
}
