package io.millrace.spark.optimizer;

import io.millrace.spark.source.MillraceStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.datasources.v2.StreamingDataSourceV2ScanRelation;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractPartialFunction;

/**
 * Lets a stream give only the columns that the query needs. Spark prunes the columns of batch scans
 * but not of streaming ones.
 *
 * <p>All scans of one stream within a plan are pruned to the columns that any of them needs: the
 * scans then are interchangeable, which Spark takes for granted when it reuses an exchange.
 */
final class PruneStreamColumns extends Rule<LogicalPlan> {

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        Map<MillraceStream, Set<String>> needed = new HashMap<>();
        collect(plan, null, needed);
        return needed.isEmpty() ? plan : plan.transformDown(new Prune(needed));
    }

    /**
     * Collects what each stream must give.
     *
     * @param required what the operators above read of this plan; null for all of it
     */
    private static void collect(
            LogicalPlan plan, AttributeSet required, Map<MillraceStream, Set<String>> needed) {
        if (plan instanceof StreamingDataSourceV2ScanRelation scan
                && scan.stream() instanceof MillraceStream stream) {
            Set<String> names = needed.computeIfAbsent(stream, s -> new LinkedHashSet<>());
            for (AttributeReference column : CollectionConverters.asJava(scan.output())) {
                if (required == null || required.contains(column)) {
                    names.add(column.name());
                }
            }
        } else if (plan instanceof Project project) {
            collect(project.child(), project.references(), needed);
        } else if (plan instanceof Filter filter) {
            AttributeSet both = required == null ? null : required.$plus$plus(filter.references());
            collect(filter.child(), both, needed);
        } else {
            for (LogicalPlan child : CollectionConverters.asJava(plan.children())) {
                collect(child, null, needed);
            }
        }
    }

    private static final class Prune extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {

        private static final long serialVersionUID = 1L;

        private final transient Map<MillraceStream, Set<String>> needed;

        private Prune(Map<MillraceStream, Set<String>> needed) {
            this.needed = needed;
        }

        @Override
        public boolean isDefinedAt(LogicalPlan plan) {
            return plan instanceof StreamingDataSourceV2ScanRelation scan
                    && scan.stream() instanceof MillraceStream;
        }

        @Override
        public LogicalPlan apply(LogicalPlan plan) {
            StreamingDataSourceV2ScanRelation scan = (StreamingDataSourceV2ScanRelation) plan;
            MillraceStream stream = (MillraceStream) scan.stream();
            MillraceStream pruned = stream.withColumns(needed.get(stream));
            List<AttributeReference> all = CollectionConverters.asJava(scan.output());
            List<AttributeReference> output =
                    Arrays.stream(pruned.columns()).map(name -> named(all, name)).toList();
            Seq<AttributeReference> columns = CollectionConverters.asScala(output).toSeq();
            return scan.copy(
                    scan.relation(),
                    pruned.scan(),
                    columns,
                    pruned,
                    scan.startOffset(),
                    scan.endOffset());
        }

        private static AttributeReference named(List<AttributeReference> columns, String name) {
            return columns.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
        }
    }
}
