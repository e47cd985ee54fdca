package io.millrace.kafka.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kafka.TestRecords;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordLinesTest {

    @Test
    void takesAWholeLineForTheValue() throws IOException {
        assertThat(records("a:b\n\nNULL", null, null))
                .containsExactly("null=a:b", "null=", "null=NULL");
    }

    @Test
    void splitsAtTheFirstSeparator() throws IOException {
        assertThat(records("k:v:w\n:v\nk:\n", ":", null)).containsExactly("k=v:w", "=v", "k=");
        assertThat(records("a-=>b\na=>>c", "=>", null)).containsExactly("a-=b", "a=>c");
        assertThat(records("ä→ö", "→", null)).containsExactly("ä=ö");
    }

    @Test
    void readsTheMarkerAsNullOnlyWhereItIsTheWholeField() throws IOException {
        assertThat(records("k:NULL\nNULL:v\nk:NULLS", ":", "NULL"))
                .containsExactly("k=null", "null=v", "k=NULLS");
        assertThat(records("x\n\n", null, "")).containsExactly("null=x", "null=null");
    }

    @Test
    void refusesALineWithoutItsKey() {
        assertThatThrownBy(() -> records("k:v\noops\n", ":", null))
                .hasMessageStartingWith(
                        "[LINE_WITHOUT_KEY] Cannot send line 2: it has no key separator ':'.");
        assertThatThrownBy(() -> records("=", "=>", null)).hasMessageContaining("line 1");
    }

    private static List<String> records(String text, String separator, String marker)
            throws IOException {
        RecordLines lines =
                new RecordLines(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        1_000,
                        Optional.ofNullable(separator),
                        Optional.ofNullable(marker));
        List<String> records = new ArrayList<>();
        while (lines.next()) {
            records.add(TestRecords.text(lines.key()) + "=" + TestRecords.text(lines.value()));
        }
        return records;
    }
}
