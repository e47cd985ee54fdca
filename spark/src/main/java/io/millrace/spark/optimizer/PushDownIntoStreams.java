package io.millrace.spark.optimizer;

import io.millrace.spark.source.MillraceStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Lets a stream give only the columns and fields that the query needs, and skip rows that its
 * filters reject. Spark does so for batch scans but not for streaming ones.
 *
 * <p>Only a filter that lies directly on the scan is pushed, and it stays in the plan. Whether a
 * filter may come there, past a watermark for instance, is what Spark's own rules have decided
 * before.
 *
 * <p>All scans of one stream within a plan are made the same: they give the columns that any of
 * them needs, and skip rows that none of them wants. The scans then are interchangeable, which
 * Spark takes for granted when it reuses an exchange.
 */
final class PushDownIntoStreams extends Rule<LogicalPlan> {

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        Map<MillraceStream, StreamNeeds> needs = new HashMap<>();
        collect(plan, needs);
        return needs.isEmpty() ? plan : rewrite(plan, needs);
    }

    private static void collect(LogicalPlan plan, Map<MillraceStream, StreamNeeds> needs) {
        Optional<StreamRead> read = StreamRead.of(plan);
        if (read.isPresent()) {
            MillraceStream stream = read.get().stream();
            needs.computeIfAbsent(stream, StreamNeeds::new).add(read.get());
        } else {
            CollectionConverters.asJava(plan.children()).forEach(child -> collect(child, needs));
        }
    }

    private static LogicalPlan rewrite(LogicalPlan plan, Map<MillraceStream, StreamNeeds> needs) {
        return StreamRead.of(plan)
                .map(read -> read.from(needs.get(read.stream()).pushedInto(read.stream())))
                .orElseGet(() -> plan.mapChildren(child -> rewrite(child, needs)));
    }
}
