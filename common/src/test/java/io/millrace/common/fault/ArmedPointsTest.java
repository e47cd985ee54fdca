package io.millrace.common.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a list of points arms, and what it does not. */
class ArmedPointsTest {

    private static final Failpoint POINT = Failpoint.SINK_TASK_BEFORE_COMMIT;

    @Test
    void isEmptyWithoutPoints() {
        assertThat(ArmedPoints.parse("").isEmpty()).isTrue();
        assertThat(ArmedPoints.parse("sink.task.before.commit=throw").isEmpty()).isFalse();
    }

    @Test
    void throwsTheFirstTimeOnly() {
        ArmedPoints points = ArmedPoints.parse("sink.task.before.commit=throw");

        assertThatThrownBy(() -> points.pass(POINT))
                .isInstanceOf(FailpointException.class)
                .hasMessageContaining("sink.task.before.commit");
        assertThatCode(() -> points.pass(POINT)).doesNotThrowAnyException();
    }

    @Test
    void throwsTheTimeThatIsAsked() {
        ArmedPoints points = ArmedPoints.parse(" sink.task.before.commit = throw@2 ,");

        assertThatCode(() -> points.pass(POINT)).doesNotThrowAnyException();
        assertThatThrownBy(() -> points.pass(POINT)).isInstanceOf(FailpointException.class);
        assertThatCode(() -> points.pass(POINT)).doesNotThrowAnyException();
    }

    @Test
    void throwsEveryTimeFromOneOn() {
        ArmedPoints points = ArmedPoints.parse("sink.task.before.commit=throw@2+");

        assertThatCode(() -> points.pass(POINT)).doesNotThrowAnyException();
        assertThatThrownBy(() -> points.pass(POINT)).isInstanceOf(FailpointException.class);
        assertThatThrownBy(() -> points.pass(POINT)).isInstanceOf(FailpointException.class);
    }

    @Test
    void leavesOtherPointsAlone() {
        ArmedPoints points = ArmedPoints.parse("sink.task.after.commit=throw");

        assertThatCode(() -> points.pass(POINT)).doesNotThrowAnyException();
    }

    @Test
    void delays() {
        ArmedPoints points = ArmedPoints.parse("sink.task.before.commit=delay:30");

        long start = System.nanoTime();
        points.pass(POINT);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }

    @Test
    void namesWhatItDoesNotUnderstand() {
        assertThatThrownBy(() -> ArmedPoints.parse("sink.task.befor=throw"))
                .hasMessageContaining("'sink.task.befor'")
                .hasMessageContaining("sink.task.before.commit");
        assertThatThrownBy(() -> ArmedPoints.parse("sink.task.before.commit"))
                .hasMessageContaining("point=action");
        assertThatThrownBy(() -> ArmedPoints.parse("sink.task.before.commit=explode"))
                .hasMessageContaining("kill, throw, hang or delay:ms");
        assertThatThrownBy(() -> ArmedPoints.parse("sink.task.before.commit=kill@x"))
                .hasMessageContaining("a number after the @");
    }
}
