package io.millrace.integration.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.integration.project.Project;
import io.millrace.integration.project.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Does what each page tells its reader to do, and sees what the page shows. */
class GuideTest {

    /** Of lines that only a test needs, such as the steps at which it lets a recipe die. */
    private static final String NOT_IN_THE_GUIDE = "(?m)^.*// not in the guide\\n";

    private static final Path README = Path.of("..", "README.md");
    private static final Path DOCS = Path.of("..", "docs");

    @TempDir private Path directory;
    private final List<Running> background = new ArrayList<>();

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> pages = Files.list(DOCS)) {
            return pages
                    .filter(page -> page.toString().endsWith(".md"))
                    .filter(page -> !steps(page).isEmpty())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static List<Guide.Step> steps(Path page) {
        try {
            return Guide.steps(Files.readAllLines(page));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (Running each : background) {
            each.close();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void showsWhatReallyHappens(Path page) throws Exception {
        Project project = new Project(directory);
        // The commands of the README are given in the checkout.
        Project.linkInto(directory, "bin", "LICENSE");
        SoftAssertions softly = new SoftAssertions();
        for (Guide.Step step : steps(page)) {
            if (step instanceof Guide.WriteFile file) {
                project.write(file.name(), file.content());
            } else if (step instanceof Guide.Command command) {
                String actual = output(project, command);
                softly.assertThat(command.shows(actual))
                        .as("%s:%d: %s%n%s", page, command.line(), command.text(), actual)
                        .isTrue();
            }
        }
        softly.assertAll();
    }

    private String output(Project project, Guide.Command command) throws Exception {
        Running running = project.startShell("exec 2>&1; " + command.foregroundText());
        background.add(running);
        if (!command.isBackground()) {
            return running.end().out();
        }
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !running.isAlive() || command.shows(running.out()));
        return running.out();
    }

    /** What a page shows of Java is part of an example, which a test runs, or of a test. */
    @Test
    void showsJavaThatRuns() throws IOException {
        StringBuilder examples = new StringBuilder();
        for (Path directory :
                List.of(
                        Path.of("..", "examples"),
                        Path.of("..", "dstream", "src", "test"),
                        Path.of("..", "spark", "src", "test"))) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file :
                        (Iterable<Path>)
                                files.filter(f -> f.toString().endsWith(".java"))::iterator) {
                    examples.append(Files.readString(file));
                }
            }
        }
        String code = withoutIndent(examples.toString().replaceAll(NOT_IN_THE_GUIDE, ""));
        try (Stream<Path> pages = Files.walk(DOCS)) {
            for (Path page :
                    (Iterable<Path>) pages.filter(p -> p.toString().endsWith(".md"))::iterator) {
                assertThat(Guide.blocks(Files.readAllLines(page), "java"))
                        .as(page.toString())
                        .allSatisfy(
                                block -> assertThat(code).contains(withoutIndent(block).strip()));
            }
        }
    }

    private static String withoutIndent(String text) {
        return text.replaceAll("(?m)^ +", "");
    }

    @Test
    void seesADifference() {
        var command = new Guide.Command(1, "x", "a ... b\n...\nend\n");

        assertThat(command.shows("a 1 b\nmore\nand more\nend\n")).isTrue();
        assertThat(command.shows("a 1 b\nend\n")).isTrue();
        assertThat(command.shows("a 1 c\nend\n")).isFalse();
        assertThat(command.shows("a 1 b\nend\nmore\n")).isFalse();
    }
}
