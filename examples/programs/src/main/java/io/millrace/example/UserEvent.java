package io.millrace.example;

import java.io.Serializable;

/**
 * What a user did: a line {@code user,millis,page}.
 *
 * @param millis when, since 1970
 */
record UserEvent(String user, long millis, String page) implements Serializable {

    static UserEvent parse(String line) {
        String[] parts = line.split(",", 3);
        return new UserEvent(parts[0], Long.parseLong(parts[1]), parts[2]);
    }
}
