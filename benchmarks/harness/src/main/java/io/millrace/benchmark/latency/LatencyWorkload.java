package io.millrace.benchmark.latency;

import java.util.Locale;
import java.util.function.Function;

/** What is asked of an engine. */
enum LatencyWorkload {
    /** Filter and project, no state. */
    COPY(schedule -> new CopyAnswer(schedule.events())),
    /** Count of events and newest time per key, each change written. */
    COUNT(CountAnswer::new);

    private final Function<Schedule, Answer> answer;

    LatencyWorkload(Function<Schedule, Answer> answer) {
        this.answer = answer;
    }

    Answer answer(Schedule schedule) {
        return answer.apply(schedule);
    }

    /** As in options, requests and files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
