package io.millrace.example;

import java.io.Serializable;

/**
 * Events of one user without a longer pause between them.
 *
 * @param first the time of the first event, in milliseconds since 1970
 * @param last the time of the last one
 */
record UserSession(String user, long first, long last, long events) implements Serializable {

    static UserSession of(UserEvent event) {
        return new UserSession(event.user(), event.millis(), event.millis(), 1);
    }

    UserSession with(UserEvent event) {
        return new UserSession(
                user, Math.min(first, event.millis()), Math.max(last, event.millis()), events + 1);
    }
}
