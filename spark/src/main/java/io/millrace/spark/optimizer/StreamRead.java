package io.millrace.spark.optimizer;

import io.millrace.spark.source.MillraceStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.AttributeSet$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.ProjectionOverSchema;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.execution.datasources.v2.StreamingDataSourceV2ScanRelation;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractPartialFunction;

/**
 * A scan of a stream with what lies directly on it.
 *
 * @param project the projection, or null where all columns are wanted
 * @param filters the filters below it, from the uppermost on
 */
record StreamRead(Project project, List<Filter> filters, StreamingDataSourceV2ScanRelation scan) {

    /** What this plan reads, if it is such a read and nothing else. */
    static Optional<StreamRead> of(LogicalPlan plan) {
        Project project = plan instanceof Project top ? top : null;
        LogicalPlan below = project == null ? plan : project.child();
        List<Filter> filters = new ArrayList<>();
        while (below instanceof Filter filter) {
            filters.add(filter);
            below = filter.child();
        }
        return below instanceof StreamingDataSourceV2ScanRelation scan
                        && scan.stream() instanceof MillraceStream
                ? Optional.of(new StreamRead(project, filters, scan))
                : Optional.empty();
    }

    MillraceStream stream() {
        return (MillraceStream) scan.stream();
    }

    /** The columns and expressions above the scan that are wanted of it. */
    List<NamedExpression> projections() {
        return project == null
                ? new ArrayList<>(CollectionConverters.asJava(scan.output()))
                : CollectionConverters.asJava(project.projectList());
    }

    List<Expression> conditions() {
        return filters.stream().map(Filter::condition).toList();
    }

    /** The same read from a stream that may give fewer columns, and those with fewer fields. */
    LogicalPlan from(MillraceStream pushed) {
        List<AttributeReference> all = CollectionConverters.asJava(scan.output());
        List<AttributeReference> output =
                Arrays.stream(pushed.columns().fields())
                        .map(field -> named(all, field.name()).withDataType(field.dataType()))
                        .toList();
        Seq<AttributeReference> columns = CollectionConverters.asScala(output).toSeq();
        LogicalPlan read =
                scan.copy(
                        scan.relation(),
                        pushed.scan(),
                        columns,
                        pushed,
                        scan.startOffset(),
                        scan.endOffset());
        Fitting fitting = new Fitting(pushed, output);
        for (int i = filters.size() - 1; i >= 0; i--) {
            read = new Filter(fitting.expression(filters.get(i).condition()), read);
        }
        if (project == null) {
            return read;
        }
        List<NamedExpression> list =
                projections().stream()
                        .map(
                                expression ->
                                        (NamedExpression)
                                                fitting.expression((Expression) expression))
                        .toList();
        return new Project(CollectionConverters.asScala(list).toSeq(), read);
    }

    private static AttributeReference named(List<AttributeReference> columns, String name) {
        return columns.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }

    /** Makes expressions find the fields of structs that have become smaller. */
    private static final class Fitting extends AbstractPartialFunction<Expression, Expression> {

        private static final long serialVersionUID = 1L;

        private final transient ProjectionOverSchema projection;

        Fitting(MillraceStream stream, List<AttributeReference> output) {
            List<Expression> attributes = new ArrayList<>(output);
            AttributeSet set =
                    AttributeSet$.MODULE$.apply(CollectionConverters.asScala(attributes).toSeq());
            projection = new ProjectionOverSchema(stream.columns(), set);
        }

        Expression expression(Expression expression) {
            return expression.transformDown(this);
        }

        @Override
        public boolean isDefinedAt(Expression expression) {
            return projection.unapply(expression).isDefined();
        }

        @Override
        public Expression apply(Expression expression) {
            return projection.unapply(expression).get();
        }
    }
}
