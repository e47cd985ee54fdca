package io.millrace.spark.checkpoint.fit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Deduplicate;
import org.apache.spark.sql.catalyst.plans.logical.DeduplicateWithinWatermark;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.streaming.StreamingRelationV2;
import org.apache.spark.sql.execution.streaming.runtime.StreamingRelation;
import org.apache.spark.sql.types.DataType;
import scala.jdk.javaapi.CollectionConverters;

/** Reads the shape of a query off its analyzed plan. */
public final class PlanShape {

    /** Other operators with state, of which no more than their number and kind is compared. */
    private static final Set<String> OTHERS =
            Set.of(
                    "FlatMapGroupsWithState",
                    "FlatMapGroupsInPandasWithState",
                    "TransformWithState",
                    "TransformWithStateInPySpark",
                    "GlobalLimit");

    private final Set<String> sources = new LinkedHashSet<>();
    private final List<StatefulOperator> state = new ArrayList<>();

    private PlanShape() {}

    /**
     * The shape of a streaming query.
     *
     * @param sink where it writes, as it is to be shown
     */
    public static QueryShape of(LogicalPlan analyzed, String sink, String outputMode) {
        PlanShape shape = new PlanShape();
        shape.add(analyzed);
        return new QueryShape(List.copyOf(shape.sources), sink, outputMode, shape.state);
    }

    private void add(LogicalPlan plan) {
        if (!plan.isStreaming()) {
            return;
        }
        CollectionConverters.asJava(plan.children()).forEach(this::add);
        if (plan instanceof StreamingRelationV2 relation) {
            sources.add(relation.table().name());
        } else if (plan instanceof StreamingRelation relation) {
            String path = relation.dataSource().options().getOrElse("path", () -> "");
            sources.add(relation.dataSource().className() + "[" + path + "]");
        } else if (plan instanceof Aggregate aggregate) {
            state.add(
                    new StatefulOperator(
                            "aggregate",
                            columns(CollectionConverters.asJava(aggregate.groupingExpressions())),
                            functions(aggregate)));
        } else if (plan instanceof Deduplicate distinct) {
            state.add(deduplicate(CollectionConverters.asJava(distinct.keys())));
        } else if (plan instanceof DeduplicateWithinWatermark distinct) {
            state.add(deduplicate(CollectionConverters.asJava(distinct.keys())));
        } else if (plan instanceof Distinct) {
            state.add(deduplicate(CollectionConverters.asJava(plan.output())));
        } else if (plan instanceof Join join && isOfStreams(join)) {
            state.add(
                    new StatefulOperator(
                            join.joinType().sql().toLowerCase() + " join", condition(join), ""));
        } else if (OTHERS.contains(plan.nodeName())) {
            state.add(new StatefulOperator(plan.nodeName(), "", ""));
        }
    }

    private static boolean isOfStreams(Join join) {
        return join.left().isStreaming() && join.right().isStreaming();
    }

    private static StatefulOperator deduplicate(Collection<Attribute> keys) {
        return new StatefulOperator("deduplicate", columns(keys), "");
    }

    private static String condition(Join join) {
        return join.condition().isEmpty()
                ? ""
                : columns(CollectionConverters.asJava(join.condition().get().references().toSeq()));
    }

    private static String functions(Aggregate aggregate) {
        List<String> functions = new ArrayList<>();
        CollectionConverters.asJava(aggregate.aggregateExpressions())
                .forEach(expression -> functions((Expression) expression, functions));
        return String.join(", ", functions);
    }

    private static void functions(Expression expression, List<String> found) {
        if (expression instanceof AggregateExpression aggregate) {
            List<Expression> arguments =
                    CollectionConverters.asJava(aggregate.aggregateFunction().children());
            found.add(
                    aggregate.aggregateFunction().prettyName()
                            + arguments.stream()
                                    .map(argument -> argument.dataType().sql())
                                    .collect(Collectors.joining(", ", "(", ")")));
        } else {
            CollectionConverters.asJava(expression.children())
                    .forEach(child -> functions(child, found));
        }
    }

    private static String columns(Collection<? extends Expression> expressions) {
        return expressions.stream().map(PlanShape::column).collect(Collectors.joining(", "));
    }

    private static String column(Expression expression) {
        DataType type = expression.dataType();
        return expression instanceof NamedExpression named
                ? named.name() + " " + type.sql()
                : type.sql();
    }
}
