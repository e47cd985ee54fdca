package io.millrace.integration.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page of the project links to in the project is there. */
class LinksTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
    private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```|`[^`\n]*`");

    @TempDir private Path directory;

    @Test
    void leadSomewhere() throws IOException {
        List<Path> pages = pages();

        assertThat(pages)
                .contains(ROOT.resolve("README.md"), ROOT.resolve("docs/dstreams-migration.md"));
        for (Path page : pages) {
            assertThat(broken(page)).as("links of %s", page).isEmpty();
        }
    }

    @Test
    void findsOneThatDoesNot() throws IOException {
        Files.createFile(directory.resolve("there.md"));
        Path page =
                Files.writeString(
                        directory.resolve("page.md"),
                        """
                        # A part

                        [a](there.md) [b](there.md#nowhere) [c](not-there.md) [d](https://e.org/f)
                        [e](#a-part) [f](#no-part) `[g](code.md)`
                        """);

        assertThat(broken(page)).containsExactly("there.md#nowhere", "not-there.md", "#no-part");
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            Stream.concat(top, docs)
                    .filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .forEach(pages::add);
        }
        return pages;
    }

    private static List<String> broken(Path page) throws IOException {
        List<String> broken = new ArrayList<>();
        Matcher links = LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll(""));
        while (links.find()) {
            String link = links.group(1);
            if (!ELSEWHERE.matcher(link).matches() && !leads(page, link)) {
                broken.add(link);
            }
        }
        return broken;
    }

    private static boolean leads(Path page, String link) throws IOException {
        String[] fileAndPart = link.split("#", 2);
        Path target =
                fileAndPart[0].isEmpty() ? page : page.resolveSibling(fileAndPart[0]).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return fileAndPart.length == 1 || parts(target).contains(fileAndPart[1]);
    }

    /** The headings of a page, as they are linked to. */
    private static List<String> parts(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ *", "").strip().toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }
}
