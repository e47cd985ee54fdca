package io.millrace.spark.optimizer;

import io.millrace.spark.query.SkipsCommittedTasks;
import io.millrace.spark.sink.kafka.SinkError;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Repartition;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionByExpression;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import org.apache.spark.sql.execution.datasources.v2.WriteToDataSourceV2;
import org.apache.spark.sql.execution.streaming.sources.MicroBatchWrite;
import org.apache.spark.sql.internal.SQLConf;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Refuses to write exactly once what a repeated micro-batch may deal to other tasks: a task that
 * has written is skipped then, so that it must get the rows that it had. Plans nothing itself; it
 * is asked before the plans of Spark because by then Spark has made the write of the sink.
 */
final class CheckRowPlacement extends SparkStrategy {

    /** Set in the session of the query alone, which has one of its own. */
    private static final String ADAPTIVE = "spark.sql.adaptive.streaming.stateless.enabled";

    /** Whatever brings rows of several tasks together, or keeps some for later micro-batches. */
    private static final Set<String> MOVES_ROWS =
            Set.of(
                    "Aggregate",
                    "Join",
                    "Distinct",
                    "Deduplicate",
                    "DeduplicateWithinWatermark",
                    "Window",
                    "Intersect",
                    "Except",
                    "Repartition",
                    "RepartitionByExpression",
                    "RebalancePartitions",
                    "MapGroups",
                    "CoGroup",
                    "FlatMapGroupsWithState",
                    "TransformWithState",
                    "FlatMapGroupsInPandasWithState",
                    "TransformWithStateInPySpark",
                    "GlobalLimit");

    /** Spark deprecates this node and makes it of every streaming write. */
    @SuppressWarnings("deprecation")
    @Override
    public Seq<SparkPlan> apply(LogicalPlan plan) {
        if (plan instanceof WriteToDataSourceV2 write
                && write.batchWrite() instanceof MicroBatchWrite batch
                && batch.writeSupport() instanceof SkipsCommittedTasks) {
            // It would join partitions by how many cores there are now.
            SQLConf.get().setConfString(ADAPTIVE, "false");
            check(write.query(), false);
        }
        return CollectionConverters.asScala(List.<SparkPlan>of()).toSeq();
    }

    private static void check(LogicalPlan plan, boolean rowsMoveLater) {
        if (rowsMoveLater) {
            changing(plan)
                    .ifPresent(
                            expression -> {
                                throw refused(
                                        "'"
                                                + expression.sql()
                                                + "' gives something else each time it is"
                                                + " computed, below an operator that moves rows or"
                                                + " keeps state",
                                        "Compute it from the record, or after that operator");
                            });
        }
        if (plan instanceof Sort sort && sort.global()) {
            throw refused(
                    "it sorts all rows, for which Spark takes a sample each time",
                    "Take ORDER BY out, or add a LIMIT");
        }
        if (plan instanceof RepartitionByExpression repartition && isByRange(repartition)) {
            throw refused(
                    "it repartitions by range, for which Spark takes a sample each time",
                    "Repartition by the expressions themselves");
        }
        if (plan instanceof Repartition repartition
                && repartition.shuffle()
                && !SQLConf.get().sortBeforeRepartition()) {
            throw refused(
                    "it deals rows out in turn, in the order in which they come",
                    "Set spark.sql.execution.sortBeforeRepartition=true");
        }
        if (plan instanceof Repartition coalesce
                && !coalesce.shuffle()
                && coalesce.numPartitions() > 1
                && movesRowsBelow(coalesce)) {
            throw refused(
                    "it coalesces partitions of state, which Spark joins by where they are",
                    "Set spark.sql.shuffle.partitions instead");
        }
        boolean moves = rowsMoveLater || MOVES_ROWS.contains(plan.nodeName());
        LogicalPlan below = isLimited(plan) ? belowSort(plan) : plan;
        CollectionConverters.asJava(below.children()).forEach(child -> check(child, moves));
    }

    private static boolean movesRowsBelow(LogicalPlan plan) {
        return CollectionConverters.asJava(plan.children()).stream()
                .anyMatch(child -> MOVES_ROWS.contains(child.nodeName()) || movesRowsBelow(child));
    }

    private static boolean isByRange(RepartitionByExpression repartition) {
        return CollectionConverters.asJava(repartition.partitionExpressions()).stream()
                .anyMatch(SortOrder.class::isInstance);
    }

    private static Optional<Expression> changing(LogicalPlan plan) {
        return CollectionConverters.asJava(plan.expressions()).stream()
                .filter(expression -> !expression.deterministic())
                .findFirst();
    }

    private static boolean isLimited(LogicalPlan plan) {
        return plan instanceof GlobalLimit || plan instanceof LocalLimit;
    }

    /** The first rows of a sorted result go through one task: no sample is taken for them. */
    private static LogicalPlan belowSort(LogicalPlan limit) {
        LogicalPlan below = limit;
        while (isLimited(below) || below instanceof Project) {
            LogicalPlan child = CollectionConverters.asJava(below.children()).get(0);
            if (child instanceof Sort) {
                return child;
            }
            if (!isLimited(child) && !(child instanceof Project)) {
                return limit;
            }
            below = child;
        }
        return limit;
    }

    private static RuntimeException refused(String reason, String remedy) {
        return SinkError.ROW_PLACEMENT_CHANGES.exception(reason, remedy);
    }
}
