package io.millrace.dstream.conformance;

import java.io.Serializable;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import scala.Tuple2;

/** Lines of a key and a number, {@code a,1}, from a direct stream or from a queue. */
record Source(String name, JavaDStream<String> lines) {

    /** What is done to a source. */
    @FunctionalInterface
    interface Operation extends Serializable {
        JavaDStream<?> on(Source source);
    }

    JavaPairDStream<String, Integer> pairs() {
        return lines.mapToPair(Source::pair);
    }

    /** The pairs with an even number, as text: some keys are missing here. */
    JavaPairDStream<String, String> others() {
        return pairs().filter(pair -> pair._2() % 2 == 0).mapValues(n -> "n" + n);
    }

    /** Keys that the pairs do not have, and some that they have. */
    JavaPairDStream<String, String> strangers() {
        return pairs().mapToPair(p -> new Tuple2<>(p._2() % 3 == 0 ? "z" : p._1(), "s" + p._2()));
    }

    static Tuple2<String, Integer> pair(String line) {
        String[] parts = line.split(",");
        return new Tuple2<>(parts[0], Integer.valueOf(parts[1]));
    }
}
