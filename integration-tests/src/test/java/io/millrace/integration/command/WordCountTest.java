package io.millrace.integration.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.integration.project.Outcome;
import io.millrace.integration.project.Project;
import io.millrace.integration.project.Running;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The word count of the examples against the one of a shell. */
class WordCountTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void countsWhatTheShellCounts(@TempDir Path directory) throws Exception {
        Project project = new Project(directory);
        // Two hundred thousand lines of licences, and then some more.
        project.shell(
                "for i in $(seq 40); do cat /usr/share/common-licenses/*; done > all.txt;"
                        + " head -n 200000 all.txt > first.txt;"
                        + " tail -n +200001 all.txt | head -n 5000 > more.txt;"
                        + " test $(cat first.txt more.txt | wc -l) = 205000");
        try (Running broker = project.broker()) {
            project.succeed("topic", "create", "lines", "--partitions", "4");
            project.succeed("produce", "lines", "first.txt");

            Outcome run =
                    project.succeed("run", Project.example("wordcount.sql").toString(), "--once");

            assertThat(counted(project)).isEqualTo(countedByShell(project, "first.txt"));
            assertThat(run.out()).contains("|    the|");
            assertThat(run.err())
                    .contains("count_words: 200,000 rows read")
                    .contains("show_words: ");

            // Once more, with more: what was counted is not counted again.
            project.succeed("produce", "lines", "more.txt");
            project.succeed("run", Project.example("wordcount.sql").toString(), "--once");

            assertThat(counted(project)).isEqualTo(countedByShell(project, "first.txt more.txt"));
            // And whoever watches consumer groups sees that nothing is left to do.
            assertThat(project.succeed("group", "describe", "millrace-count_words").out())
                    .contains("Lag          0\n")
                    .containsPattern("lines +3 ");
            assertThat(broker.isAlive()).isTrue();
        }
    }

    /** The last count of each word in the topic. */
    private static Map<String, Long> counted(Project project) throws Exception {
        Map<String, Long> counts = new HashMap<>();
        for (String line : project.succeed("consume", "counts", "--until-end").lines()) {
            JsonNode count = JSON.readTree(line);
            counts.put(count.get("word").asText(), count.get("count").asLong());
        }
        return counts;
    }

    private static Map<String, Long> countedByShell(Project project, String files)
            throws Exception {
        return project
                .shell(
                        "cat "
                                + files
                                + " | LC_ALL=C tr -cs A-Za-z '\\n' | LC_ALL=C tr A-Z a-z"
                                + " | grep . | LC_ALL=C sort | uniq -c")
                .lines()
                .stream()
                .map(line -> line.strip().split(" "))
                .collect(Collectors.toMap(line -> line[1], line -> Long.parseLong(line[0])));
    }
}
