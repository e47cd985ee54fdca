package io.millrace.integration.reliability.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.integration.reliability.check.Violation;
import io.millrace.integration.reliability.check.Violations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessEndsTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private Path directory;

    private final List<Violation> heard = new ArrayList<>();
    private final ProcessEnds ends = new ProcessEnds(new Violations(heard::add));

    @Test
    void takesHowADriverEndsThatKnowsWhy() {
        ends.byItself("driver-1", PipelineChild.GIVEN_UP);
        ends.byItself("driver-2", PipelineChild.OVERTAKEN);

        assertThat(heard).isEmpty();
    }

    @Test
    void reportsAnEndOutOfTheBlueAndNoEndAtAll() {
        ends.byItself("driver-1", 0);
        ends.byItself("driver-2", ProcessEnds.KILLED);
        ends.notStopped("driver-3", LIMIT);
        ends.zombieAlive("driver-4", LIMIT);

        assertThat(heard)
                .extracting(Violation::toString)
                .containsExactly(
                        "UNEXPECTED_END driver-1: it ended by itself with exit code 0",
                        "UNEXPECTED_END driver-2: it ended by itself with exit code 137",
                        "NOT_STOPPED driver-3: it was told to stop and had not ended 60 s later",
                        "STILL_ALIVE driver-4: it had not seen 60 s later that another has taken"
                                + " over");
    }

    @Test
    void reportsAFailureThatIsADefectAndWasNotMade() throws Exception {
        Path file = directory.resolve("driver-1.jsonl");
        try (History history = new History(file)) {
            history.add("step", "what", "INTERNAL");
            history.add(PipelineChild.FAILED, PipelineChild.CATEGORY, "EXTERNAL", "reason", "a");
            history.add(PipelineChild.FAILED, PipelineChild.CATEGORY, "INTERNAL", "reason", "b");
            history.add(
                    PipelineChild.FAILED_ON_PURPOSE,
                    PipelineChild.CATEGORY,
                    "INTERNAL",
                    "reason",
                    "c");
        }
        for (String line : Files.readAllLines(file)) {
            ends.event("driver-1", line);
        }
        ends.event("driver-1", "{\"event\":\"query fai");

        assertThat(heard)
                .extracting(Violation::toString)
                .containsExactly("INTERNAL_FAILURE driver-1: b");
    }
}
