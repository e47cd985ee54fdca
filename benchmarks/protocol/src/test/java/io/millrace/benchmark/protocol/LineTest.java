package io.millrace.benchmark.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineTest {

    static List<Object> bodies() {
        return List.of(
                new EngineSettings("127.0.0.1:9092", Tuning.TUNED, 2, "/tmp/a b"),
                new EngineReady(Map.of("spark", "4.1.0"), List.of("W0", "F")),
                new RunRequest(
                        3,
                        "W2",
                        Guarantee.AT_LEAST_ONCE,
                        "t",
                        "out",
                        8,
                        4L,
                        Map.of("campaigns", "/tmp/c.csv"),
                        "/tmp/a"),
                new RunResult(1.5, 2.25),
                new Failure("two\nlines, \"quoted\""));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void isReadAsItWasWritten(Object body) {
        String text = Line.of(Verb.RUN, body).toString();

        assertThat(text).doesNotContain("\n");
        Line read = Line.parse(text).orElseThrow();
        assertThat(read.verb()).isEqualTo(Verb.RUN);
        assertThat(read.body(body.getClass())).isEqualTo(body);
    }

    @Test
    void needsNoBody() {
        assertThat(Line.parse(Line.of(Verb.QUIT).toString())).contains(Line.of(Verb.QUIT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "RESULT {}",
                "@benchmark",
                "@benchmark ",
                "@benchmark RESULT",
                "@benchmark CHEER {}",
                " @benchmark RESULT {}"
            })
    void isNotWhateverElseAProgramPrints(String noise) {
        assertThat(Line.parse(noise)).isEmpty();
    }

    @Test
    void refusesABodyOfAnotherKind() {
        Line line = Line.of(Verb.RESULT, new Failure("no"));

        assertThatThrownBy(() -> line.body(RunResult.class))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
