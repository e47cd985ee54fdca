package io.millrace.integration.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.integration.project.Project;
import io.millrace.integration.project.Running;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that is not Java's and the broker; each reads what the other wrote. */
@Tag("kcat")
class KcatTest {

    @Test
    void listsProducesAndConsumes(@TempDir Path directory) throws Exception {
        Project project = new Project(directory);
        try (Running broker = project.broker()) {
            Matcher address = Pattern.compile("127\\.0\\.0\\.1:\\d+").matcher(broker.err());
            assertThat(address.find()).isTrue();
            String kcat = "kcat -b " + address.group() + " ";
            project.succeed("topic", "create", "talk", "--partitions", "2");

            assertThat(project.shell(kcat + "-L").out())
                    .contains(" 1 topics:")
                    .contains("topic \"talk\" with 2 partitions");

            project.shell(
                    "printf 'k1:Grüße\\nk2:two\\n' | " + kcat + "-P -t talk -p 1 -K : -H a=b");
            assertThat(project.succeed("consume", "talk", "-e", "--output", "jsonl").out())
                    .contains("\"partition\":1,\"offset\":0,")
                    .contains("\"key\":\"k1\",\"value\":\"Grüße\"")
                    .contains("\"headers\":[{\"key\":\"a\",\"value\":\"b\"}]")
                    .hasLineCount(2);

            project.shell(
                    "printf 'x|y\\n' | millrace produce talk --partitioner 0 --key-separator '|'");
            assertThat(project.shell(kcat + "-C -e -q -t talk -p 0 -f '%k=%s %o\\n'").out())
                    .isEqualTo("x=y 0\n");

            // A group that another client keeps is shown like any other.
            project.shell(
                    "timeout 30 " + kcat + "-G readers -c 3 -q talk -X auto.offset.reset=earliest");
            assertThat(project.succeed("group", "describe", "readers").out())
                    .contains("Lag          0");
        }
    }
}
