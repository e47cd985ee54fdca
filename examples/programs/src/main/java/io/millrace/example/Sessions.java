package io.millrace.example;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.Optional;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.State;
import org.apache.spark.streaming.StateSpec;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Tuple2;

/**
 * Sessions of users: events of one user with less than half an hour from one to the next. A session
 * is given when the first event after the pause comes, or when none has come for as long.
 *
 * <p>Arguments: the bootstrap servers, the topic, a directory for the checkpoint.
 */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
public final class Sessions {

    static final long PAUSE_MILLIS = 30 * 60_000L;

    private Sessions() {}

    public static void main(String[] arguments) throws InterruptedException {
        JavaStreamingContext context =
                JavaStreamingContext.getOrCreate(
                        arguments[2],
                        () -> {
                            JavaStreamingContext created =
                                    Streams.newContext("sessions", arguments[2]);
                            ended(Streams.lines(created, arguments[0], arguments[1])).print();
                            return created;
                        });
        context.start();
        context.awaitTermination();
    }

    /** The events of a user must come in their order, which a key by user in the topic gives. */
    static JavaDStream<UserSession> ended(JavaDStream<String> lines) {
        return lines.map(UserEvent::parse)
                .mapToPair(event -> new Tuple2<>(event.user(), event))
                .groupByKey()
                .mapWithState(
                        StateSpec.function(Sessions::next)
                                .timeout(Durations.milliseconds(PAUSE_MILLIS)))
                .flatMap(List::iterator);
    }

    private static List<UserSession> next(
            String user, Optional<Iterable<UserEvent>> events, State<UserSession> state) {
        List<UserSession> ended = new ArrayList<>();
        if (state.isTimingOut()) {
            ended.add(state.get());
            return ended;
        }
        UserSession open = state.exists() ? state.get() : null;
        List<UserEvent> sorted = new ArrayList<>();
        events.get().forEach(sorted::add);
        sorted.sort(Comparator.comparingLong(UserEvent::millis));
        for (UserEvent event : sorted) {
            if (open == null) {
                open = UserSession.of(event);
            } else if (event.millis() - open.last() >= PAUSE_MILLIS) {
                ended.add(open);
                open = UserSession.of(event);
            } else {
                open = open.with(event);
            }
        }
        state.update(open);
        return ended;
    }
}
