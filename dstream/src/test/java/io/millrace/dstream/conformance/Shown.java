package io.millrace.dstream.conformance;

import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import scala.Tuple2;

/** Elements of results as text, in which the order of groups does not matter. */
final class Shown {

    private Shown() {}

    static String of(Object element) {
        if (element instanceof Tuple2<?, ?> pair) {
            return "(" + of(pair._1()) + ", " + of(pair._2()) + ")";
        }
        if (element instanceof Iterable<?> group) {
            return StreamSupport.stream(group.spliterator(), false)
                    .map(Shown::of)
                    .sorted()
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return String.valueOf(element);
    }
}
