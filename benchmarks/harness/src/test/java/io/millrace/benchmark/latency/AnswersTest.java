package io.millrace.benchmark.latency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.benchmark.records.TimedEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** 2,000 events: two of each key. */
    private static final Schedule SCHEDULE =
            new Schedule(1_000_000_000L, 1_000, Duration.ofMillis(500), Duration.ofMillis(1_500));

    private final List<Long> answered = new ArrayList<>();

    @Test
    void aScheduleNamesTheTimeOfEachEvent() {
        assertThat(SCHEDULE.events()).isEqualTo(2_000);
        assertThat(SCHEDULE.micros(0)).isEqualTo(1_000_000_000L);
        assertThat(SCHEDULE.micros(1_500)).isEqualTo(1_001_500_000L);
        assertThat(SCHEDULE.isMeasured(499)).isFalse();
        assertThat(SCHEDULE.isMeasured(500)).isTrue();
        assertThat(SCHEDULE.measuredFromMillis()).isEqualTo(1_000_500);
    }

    @Test
    void aCountAnswersAllEventsThatItIsTheFirstToCount() throws Exception {
        CountAnswer answer = new CountAnswer(SCHEDULE);

        answer.take(count(7, 2), answered::add);

        assertThat(answered).containsExactly(7L, 1_007L);
        assertThat(answer.problem()).isEmpty();
        assertThat(answer.isComplete()).isFalse();
    }

    @Test
    void countsAreCompleteWithTheLastEventOfEachKey() throws Exception {
        CountAnswer answer = new CountAnswer(SCHEDULE);
        for (int key = 0; key < TimedEvents.KEYS; key++) {
            answer.take(count(key, 1), answered::add);
            answer.take(count(key, 2), answered::add);
        }

        assertThat(answer.isComplete()).isTrue();
        assertThat(answered).hasSize(2_000).doesNotHaveDuplicates();
    }

    @Test
    void aCountThatCannotBeIsAProblem() throws Exception {
        CountAnswer repeated = new CountAnswer(SCHEDULE);
        repeated.take(count(7, 1), answered::add);
        repeated.take(count(7, 1), answered::add);
        assertThat(repeated.problem()).isPresent();

        CountAnswer tooMany = new CountAnswer(SCHEDULE);
        tooMany.take(count(7, 3), answered::add);
        assertThat(tooMany.problem()).isPresent();

        CountAnswer wrongMaximum = new CountAnswer(SCHEDULE);
        wrongMaximum.take(
                JSON.readTree("{\"key\":\"sensor-7\",\"events\":2,\"newest\":1}"), answered::add);
        assertThat(wrongMaximum.problem()).isPresent();
    }

    @Test
    void aCopyHoldsEachViewOnce() throws Exception {
        CopyAnswer answer = new CopyAnswer(4);
        answer.take(JSON.readTree("{\"sequence\":3}"), answered::add);
        assertThat(answer.isComplete()).isFalse();
        answer.take(JSON.readTree("{\"sequence\":0}"), answered::add);
        assertThat(answer.isComplete()).isTrue();
        assertThat(answer.problem()).isEmpty();
        assertThat(answered).containsExactly(3L, 0L);

        answer.take(JSON.readTree("{\"sequence\":0}"), answered::add);
        assertThat(answer.problem()).contains("event 0 came twice");
        assertThat(answered).hasSize(2);

        CopyAnswer noView = new CopyAnswer(4);
        noView.take(JSON.readTree("{\"sequence\":1}"), answered::add);
        assertThat(noView.problem()).isPresent();
    }

    private static JsonNode count(int key, int count) throws Exception {
        long newest = SCHEDULE.micros((count - 1L) * TimedEvents.KEYS + key);
        return JSON.readTree(
                String.format(
                        "{\"key\":\"sensor-%d\",\"events\":%d,\"newest\":%d}", key, count, newest));
    }
}
