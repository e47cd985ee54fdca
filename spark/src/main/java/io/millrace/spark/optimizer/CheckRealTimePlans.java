package io.millrace.spark.optimizer;

import io.millrace.spark.realtime.RealTimeError;
import io.millrace.spark.realtime.RealTimePlan;
import io.millrace.spark.source.MillraceStream;
import org.apache.spark.sql.catalyst.plans.logical.BROADCAST$;
import org.apache.spark.sql.catalyst.plans.logical.HintInfo;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.datasources.v2.StreamingDataSourceV2ScanRelation;
import org.apache.spark.sql.internal.SQLConf;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.math.BigInt;

/** Refuses plans over a stream in real-time mode that it cannot run; changes nothing. */
final class CheckRealTimePlans extends Rule<LogicalPlan> {

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        boolean realTime =
                CollectionConverters.asJava(plan.collectLeaves()).stream()
                        .anyMatch(CheckRealTimePlans::isRealTime);
        if (realTime) {
            RealTimePlan.require(plan);
            requireSmallTables(plan);
        }
        return plan;
    }

    /** A table that is not broadcast is joined by a shuffle, which ends when the batch does. */
    private static void requireSmallTables(LogicalPlan plan) {
        if (plan instanceof Join join && join.isStreaming()) {
            boolean streamIsLeft = join.left().isStreaming();
            LogicalPlan table = streamIsLeft ? join.right() : join.left();
            Option<HintInfo> hint = streamIsLeft ? join.hint().rightHint() : join.hint().leftHint();
            boolean hinted = hint.isDefined() && hint.get().strategy().contains(BROADCAST$.MODULE$);
            BigInt limit = BigInt.apply(SQLConf.get().autoBroadcastJoinThreshold());
            if (!hinted && table.stats().sizeInBytes().$greater(limit)) {
                throw RealTimeError.NOT_IN_REAL_TIME.exception(
                        "joins a table that Spark would not broadcast without a hint BROADCAST");
            }
        }
        CollectionConverters.asJava(plan.children())
                .forEach(CheckRealTimePlans::requireSmallTables);
    }

    private static boolean isRealTime(LogicalPlan leaf) {
        return leaf instanceof StreamingDataSourceV2ScanRelation scan
                && scan.stream() instanceof MillraceStream
                && scan.relation().realTimeModeDuration().isDefined();
    }
}
