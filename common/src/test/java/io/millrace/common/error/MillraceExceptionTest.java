package io.millrace.common.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class MillraceExceptionTest {

    private enum TestError implements ErrorCode {
        TOPIC_GONE;

        @Override
        public ErrorDeclaration declaration() {
            return ErrorDeclaration.permanent(
                    ErrorCategory.USER,
                    "Cannot read '{topic}' at {place}: it is gone. Create '{topic}' again.");
        }
    }

    @Test
    void fillsPlaceholdersInOrderOfFirstAppearance() {
        assertThat(TestError.TOPIC_GONE.exception("clicks", "$home\\x"))
                .hasMessage(
                        "[TOPIC_GONE] Cannot read 'clicks' at $home\\x: it is gone."
                                + " Create 'clicks' again.");
    }

    @Test
    void neverFailsForLackOrSurplusOfArguments() {
        assertThat(TestError.TOPIC_GONE.exception("clicks")).hasMessageContaining("at {place}:");
        assertThat(TestError.TOPIC_GONE.exception("a", "b", "c", "d"))
                .hasMessageEndingWith("again. (c, d)");
    }

    @Test
    void isFoundInAChainOfCauses() {
        MillraceException root = TestError.TOPIC_GONE.exception("a", "b");

        assertThat(MillraceException.findIn(new RuntimeException(new IllegalStateException(root))))
                .containsSame(root);
        assertThat(MillraceException.findIn(new RuntimeException("other"))).isEmpty();
    }

    @Test
    void keepsItsCodeOverTheWire() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(TestError.TOPIC_GONE.exception("a", "b"));
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(((MillraceException) in.readObject()).code())
                    .isEqualTo(TestError.TOPIC_GONE);
        }
    }

    @Test
    void keepsTheFirstPlaceItIsGiven() {
        MillraceException placed = TestError.TOPIC_GONE.exception("a", "b").at("f.sql:1:2");

        assertThat(placed).hasMessageStartingWith("[TOPIC_GONE] f.sql:1:2: Cannot read 'a'");
        assertThat(placed.at("g.sql:9:9")).isSameAs(placed);
    }

    @Test
    void describesCodesAsAPage() {
        assertThat(ErrorReference.markdown("Error codes", List.of(TestError.values())))
                .contains("| `TOPIC_GONE` | USER | 1 | no | Cannot read '{topic}' at {place}:");
    }
}
