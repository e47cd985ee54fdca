package io.millrace.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.terminal.Terminal;
import io.millrace.cli.terminal.TerminalKind;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutputTest {

    private static final Listing<String> WORDS =
            Listing.of(Column.of("word", w -> w), Column.of("length", String::length));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void writesAListInTheFormatAskedFor() {
        List<String> words = List.of("ä\"\n", "bc");

        assertThat(list(OutputFormat.TABLE, words))
                .isEqualTo("WORD      LENGTH\nä\"\\u000a       3\nbc             2\n");
        assertThat(list(OutputFormat.JSONL, words))
                .isEqualTo(
                        "{\"word\":\"ä\\\"\\n\",\"length\":3}\n{\"word\":\"bc\",\"length\":2}\n");
        assertThat(list(OutputFormat.JSON, words))
                .isEqualTo(
                        """
                        [
                          {
                            "word" : "ä\\"\\n",
                            "length" : 3
                          },
                          {
                            "word" : "bc",
                            "length" : 2
                          }
                        ]
                        """);
    }

    @Test
    void tellsPeopleThatThereIsNothingAndProgramsAnEmptyList() {
        assertThat(list(OutputFormat.TABLE, List.of())).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("There are none.\n");
        assertThat(list(OutputFormat.JSON, List.of())).isEqualTo("[ ]\n");
        assertThat(list(OutputFormat.JSONL, List.of())).isEmpty();
    }

    @Test
    void writesNestedDocuments() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("text", "x");
        document.put("missing", OptionalInt.empty());
        document.put("flag", true);
        document.put("size", 1.5);
        document.put("inner", Map.of("list", List.of(1, 2L)));

        output(OutputFormat.JSONL).document(document, page -> {});

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"text\":\"x\",\"missing\":null,\"flag\":true,\"size\":1.5,"
                                + "\"inner\":{\"list\":[1,2]}}\n");
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void writesASummaryForProgramsOnly(OutputFormat format) {
        output(format).summary(Map.of("records", 5));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        switch (format) {
                            case TABLE -> "";
                            case JSON -> "{\n  \"records\" : 5\n}\n";
                            case JSONL -> "{\"records\":5}\n";
                        });
    }

    private String list(OutputFormat format, List<String> words) {
        out.reset();
        output(format).list(WORDS, words, "There are none.");
        return out.toString(StandardCharsets.UTF_8);
    }

    private Output output(OutputFormat format) {
        return new Output(
                new Terminal(InputStream.nullInputStream(), out, err, TerminalKind.none()), format);
    }
}
