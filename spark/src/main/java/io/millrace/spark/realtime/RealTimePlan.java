package io.millrace.spark.realtime;

import java.util.Map;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Tells queries that real-time mode can run from those it cannot: what has to wait for other
 * records would wait for the end of a batch. Spark has a list of its own, of physical operators; it
 * knows no sinks but Spark's, so that whoever writes to another must switch it off.
 */
public final class RealTimePlan {

    private static final Map<String, String> REFUSED =
            Map.ofEntries(
                    Map.entry("Aggregate", "aggregates"),
                    Map.entry("Distinct", "drops duplicates"),
                    Map.entry("Deduplicate", "drops duplicates"),
                    Map.entry("DeduplicateWithinWatermark", "drops duplicates"),
                    Map.entry("Sort", "sorts"),
                    Map.entry("Window", "has window functions"),
                    Map.entry("GlobalLimit", "has a LIMIT"),
                    Map.entry("LocalLimit", "has a LIMIT"),
                    Map.entry("Offset", "has an OFFSET"),
                    Map.entry("Repartition", "repartitions its rows"),
                    Map.entry("RepartitionByExpression", "repartitions its rows"),
                    Map.entry("RebalancePartitions", "repartitions its rows"),
                    Map.entry("Intersect", "intersects sets of rows"),
                    Map.entry("Except", "subtracts sets of rows"),
                    Map.entry("MapGroups", "groups rows"),
                    Map.entry("CoGroup", "groups rows"),
                    Map.entry("FlatMapGroupsWithState", "keeps state of groups"),
                    Map.entry("TransformWithState", "keeps state of groups"),
                    Map.entry("FlatMapGroupsInPandasWithState", "keeps state of groups"),
                    Map.entry("TransformWithStateInPySpark", "keeps state of groups"));

    private RealTimePlan() {}

    /**
     * Checks a query that is to run in real-time mode.
     *
     * @throws io.millrace.common.error.MillraceException if it cannot
     */
    public static void require(LogicalPlan plan) {
        if (!plan.isStreaming()) {
            return;
        }
        String does = REFUSED.get(plan.nodeName());
        if (plan instanceof Join join && join.left().isStreaming() && join.right().isStreaming()) {
            does = "joins two streams";
        }
        if (does != null) {
            throw RealTimeError.NOT_IN_REAL_TIME.exception(does);
        }
        CollectionConverters.asJava(plan.children()).forEach(RealTimePlan::require);
    }
}
