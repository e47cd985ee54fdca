package io.millrace.integration.reliability.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The table of docs/reliability.md is what the tests say about themselves. */
class CataloguePageTest {

    private static final String HEADING = "## The catalogue of faults\n";
    private static final int FAULTS = 93;

    @Test
    void saysForEachFaultWhichTestsCoverIt() throws IOException {
        List<Fault> faults = Fault.all();
        assertThat(faults).extracting(Fault::id).hasSize(FAULTS).doesNotHaveDuplicates();
        Map<String, TreeSet<String>> tests = new TreeMap<>();
        for (FaultTag tag : FaultTag.in(root())) {
            tests.computeIfAbsent(tag.fault(), fault -> new TreeSet<>()).add(tag.test());
        }
        assertThat(faults).extracting(Fault::id).containsAll(tests.keySet());

        Path page = root().resolve("docs/reliability.md");
        String text = Files.readString(page);
        int table = text.indexOf(HEADING) + HEADING.length();
        assertThat(table).as(HEADING).isGreaterThan(HEADING.length());
        String expected = text.substring(0, table) + table(faults, tests);
        if (System.getProperty("reference.write") != null) {
            Files.writeString(page, expected);
        }
        assertThat(page)
                .as(
                        "write it anew with: mvn -pl integration-tests/reliability -am test"
                                + " -Dtest=CataloguePageTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -Dreference.write")
                .hasContent(expected);
    }

    private static String table(List<Fault> faults, Map<String, TreeSet<String>> tests) {
        StringBuilder table = new StringBuilder("\nMade from the tests; do not edit by hand. ");
        table.append(tests.size()).append(" of ").append(faults.size()).append(" are covered.\n\n");
        table.append("| | what happens | covered by |\n|---|---|---|\n");
        for (Fault fault : faults) {
            TreeSet<String> covering = tests.get(fault.id());
            String by =
                    covering == null ? fault.whyNot() : "`" + String.join("`, `", covering) + "`";
            table.append("| %s | %s | %s |\n".formatted(fault.id(), fault.wording(), by));
        }
        return table.toString();
    }

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("bin/millrace"))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
