package io.millrace.spark.checkpoint.fit;

import java.util.List;

/**
 * What of a query its checkpoint depends on.
 *
 * @param sources where it reads, in the order in which the checkpoint counts them
 * @param sink where it writes
 * @param outputMode append, update or complete
 * @param state its parts that keep state, in the order in which the checkpoint counts them
 */
public record QueryShape(
        List<String> sources, String sink, String outputMode, List<StatefulOperator> state) {

    public QueryShape {
        sources = List.copyOf(sources);
        state = List.copyOf(state);
    }
}
