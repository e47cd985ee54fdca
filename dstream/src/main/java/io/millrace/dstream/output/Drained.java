package io.millrace.dstream.output;

import java.util.Iterator;

/** Elements that are computed and not written. */
final class Drained {

    private Drained() {}

    static <T> void drain(Iterator<T> elements) {
        while (elements.hasNext()) {
            elements.next();
        }
    }
}
