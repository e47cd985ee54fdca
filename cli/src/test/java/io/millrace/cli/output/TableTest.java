package io.millrace.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TableTest {

    private record Row(String name, OptionalLong lag, Optional<String> client, List<Integer> ids) {}

    private static final Listing<Row> ROWS =
            Listing.of(
                    Column.of("name", Row::name),
                    Column.of("recordLag", Row::lag),
                    Column.of("client", Row::client),
                    Column.of("ids", Row::ids),
                    Column.jsonOnly("length", row -> row.name().length()));

    @Test
    void alignsNumbersToTheRightAndWordsToTheLeft() {
        assertThat(
                        Table.lines(
                                ROWS,
                                List.of(
                                        new Row(
                                                "größer",
                                                OptionalLong.of(12_345),
                                                Optional.of("c"),
                                                List.of(1, 2)),
                                        new Row(
                                                "b",
                                                OptionalLong.empty(),
                                                Optional.empty(),
                                                List.of()))))
                .containsExactly(
                        "NAME    RECORD LAG  CLIENT  IDS",
                        "größer       12345  c       1,2",
                        "b                -  -       -");
    }

    @Test
    void showsWhatCouldMoveTheCursorInsteadOfSendingIt() {
        Row hostile = new Row("a\u001b[2Jb\nc", OptionalLong.empty(), Optional.empty(), List.of());

        assertThat(Table.lines(ROWS, List.of(hostile)).get(1)).startsWith("a\\u001b[2Jb\\u000ac  ");
    }

    @Test
    void makesObjectsOfTheSameColumnsAndMore() {
        Row row = new Row("b", OptionalLong.empty(), Optional.of("x"), Arrays.asList(1));

        assertThat(ROWS.object(row).keySet())
                .containsExactly("name", "recordLag", "client", "ids", "length");
    }
}
