package io.millrace.spark.optimizer;

import io.millrace.spark.source.MillraceStream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.RaiseError;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.sql.execution.datasources.v2.StreamingDataSourceV2ScanRelation;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Spares Spark 4.1 to plan each micro-batch three times. It plans a batch, begins its execution,
 * and then plans it twice anew, only to write the plan down for its UI. Where nobody reads that,
 * {@link #SETTING} puts a plan in its place that takes no time, and that fails should it ever be
 * run. Spark 4.2 writes down the plan that it has; nothing is done there.
 */
public final class BatchPlanText extends Rule<LogicalPlan> {

    /** A setting of the session: whether the plan of each micro-batch is written down. */
    public static final String SETTING = "spark.millrace.batchPlanText";

    private static final UTF8String INSTEAD =
            UTF8String.fromString("The plan of a micro-batch is not written down: " + SETTING);

    private final SparkSession session;

    BatchPlanText(SparkSession session) {
        this.session = session;
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return isForText() && isOfMicroBatch(plan) ? standIn() : plan;
    }

    /** A batch that is to run is planned before its execution has an id. */
    private boolean isForText() {
        return "false".equalsIgnoreCase(session.conf().get(SETTING, "true"))
                && session.sparkContext().getLocalProperty(SQLExecution.EXECUTION_ID_KEY()) != null;
    }

    private static boolean isOfMicroBatch(LogicalPlan plan) {
        return CollectionConverters.asJava(plan.collectLeaves()).stream()
                .anyMatch(
                        leaf ->
                                leaf instanceof StreamingDataSourceV2ScanRelation scan
                                        && scan.stream() instanceof MillraceStream);
    }

    private static LogicalPlan standIn() {
        RaiseError failure = new RaiseError(new Literal(INSTEAD, DataTypes.StringType));
        return new Filter(
                new RaiseError(failure.errorClass(), failure.errorParms(), DataTypes.BooleanType),
                new OneRowRelation());
    }
}
