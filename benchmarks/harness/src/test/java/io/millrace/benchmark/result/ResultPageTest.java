package io.millrace.benchmark.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/** The page and its charts are made of the file of results and nothing else. */
class ResultPageTest {

    @TempDir private Path home;
    private Path pages;

    @BeforeEach
    void write() throws IOException {
        Path results = home.resolve("golden.json");
        Files.writeString(results, golden("golden.json"));
        pages = ResultPage.write(results, Map.of("W2", "the Yahoo query"), home).getParent();
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = ResultPageTest.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"golden.md", "golden-W1.svg", "golden-W2.svg"})
    void isAlwaysTheSame(String file) throws IOException {
        assertThat(pages.resolve(file)).content().isEqualTo(golden(file));
    }

    @Test
    void hasAChartForEachWorkload() throws IOException {
        try (var files = Files.list(pages)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("golden.md", "golden-W1.svg", "golden-W2.svg");
        }
        assertThat(pages.resolve("golden.md"))
                .content()
                .contains("![Records/s and CPU of W2](golden-W2.svg)");
    }

    @Test
    void drawsWhatIsWellFormedAndComplete() throws Exception {
        String svg = Files.readString(pages.resolve("golden-W2.svg"));

        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(svg)));
        // The page itself, and two bars for each row.
        assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(1 + 2 * 4);
        for (String text : List.of("limit tuned", "millrace tuned, lz4", "950,000", "12.50")) {
            assertThat(svg).contains(text);
        }
        assertThat(svg).doesNotContain("href", "<script", "@import", "url(");
    }
}
