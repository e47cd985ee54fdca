package io.millrace.integration.reliability.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultTagTest {

    private static final String SOURCE =
            """
            /**
             * All of it.
             *
             * TAG A1, A2
             *     B3
             */
            class KillTest {
                /** Not {TAG A9}, which is no tag. */
                @Test
                void first() {}

                /** TAG D1 */
                @Test
                void short() {}

                /**
                 * One of it.
                 *
                 * TAG C17
                 */
                @ParameterizedTest
                @ValueSource(ints = {1, 2})
                void second(int count) {}
            }
            """
                    .replace("TAG", "@" + "faults");

    @Test
    void isReadFromTheJavadocOfClassesAndMethods() {
        assertThat(FaultTag.in("KillTest.java", SOURCE))
                .isEqualTo(
                        List.of(
                                new FaultTag("A1", "KillTest"),
                                new FaultTag("A2", "KillTest"),
                                new FaultTag("B3", "KillTest"),
                                new FaultTag("D1", "KillTest.short"),
                                new FaultTag("C17", "KillTest.second")));
    }

    @Test
    void isRefusedWhereThereIsNoTest() {
        String source = SOURCE.replace("@ParameterizedTest", "@Deprecated");

        assertThatThrownBy(() -> FaultTag.in("KillTest.java", source))
                .hasMessageContaining("second, which is no test");
    }
}
