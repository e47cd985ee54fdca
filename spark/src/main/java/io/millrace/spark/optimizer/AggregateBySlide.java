package io.millrace.spark.optimizer;

import static scala.jdk.javaapi.CollectionConverters.asJava;

import io.millrace.spark.source.MillraceStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateFunction;
import org.apache.spark.sql.catalyst.expressions.aggregate.Average;
import org.apache.spark.sql.catalyst.expressions.aggregate.CentralMomentAgg;
import org.apache.spark.sql.catalyst.expressions.aggregate.Count;
import org.apache.spark.sql.catalyst.expressions.aggregate.HyperLogLogPlusPlus;
import org.apache.spark.sql.catalyst.expressions.aggregate.Max;
import org.apache.spark.sql.catalyst.expressions.aggregate.Min;
import org.apache.spark.sql.catalyst.expressions.aggregate.Partial$;
import org.apache.spark.sql.catalyst.expressions.aggregate.PartialMerge$;
import org.apache.spark.sql.catalyst.expressions.aggregate.Sum;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.ColumnarRule;
import org.apache.spark.sql.execution.ExpandExec;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.aggregate.HashAggregateExec;
import org.apache.spark.sql.execution.datasources.v2.MicroBatchScanExec;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Adds a record up once and not once for each of the sliding windows that it is in. Spark makes a
 * row for each window of a record and adds up all of these. Here a task first adds up the records
 * of each slide, the time from the start of one window to the start of the next, and makes the rows
 * of windows out of what has come of it:
 *
 * <pre>
 *   partial aggregate by window    =&gt;    merge by the start of windows
 *     a row for each window                a row for each window
 *       records                              partial aggregate by slide
 *                                              records
 * </pre>
 *
 * <p>The rows that come out are those of before, so that state, watermark and everything else above
 * is Spark's as it was, and checkpoints fit either way. Only sums of floating-point numbers are
 * added in another order. Functions that take the first or the last of several rows are left alone,
 * as are windows that are no multiple of their slide: which of these a record is in does not follow
 * from its slide.
 *
 * <p>It is done to the physical plan because only there the aggregate has been split in parts.
 */
final class AggregateBySlide extends ColumnarRule {

    /** A setting of the session: whether this is done. */
    static final String SETTING = "spark.millrace.aggregateBySlide";

    /** For these the order of rows is nothing, nor whether they come one by one or merged. */
    private static final Set<Class<? extends AggregateFunction>> FUNCTIONS =
            Set.of(
                    Average.class,
                    CentralMomentAgg.class,
                    Count.class,
                    HyperLogLogPlusPlus.class,
                    Max.class,
                    Min.class,
                    Sum.class);

    private static final long serialVersionUID = 1L;

    private final transient SparkSession session;

    AggregateBySlide(SparkSession session) {
        this.session = session;
    }

    /** Comes after exchanges have been planned and before code is generated. */
    @Override
    public Rule<SparkPlan> preColumnarTransitions() {
        return new Rule<>() {
            @Override
            public SparkPlan apply(SparkPlan plan) {
                return "false".equalsIgnoreCase(session.conf().get(SETTING, "true"))
                        ? plan
                        : rewrite(plan);
            }
        };
    }

    private static SparkPlan rewrite(SparkPlan plan) {
        return bySlide(plan).orElseGet(() -> plan.mapChildren(AggregateBySlide::rewrite));
    }

    private static Optional<SparkPlan> bySlide(SparkPlan plan) {
        if (!(plan instanceof HashAggregateExec aggregate)
                || !aggregate.isStreaming()
                || !asJava(aggregate.aggregateExpressions()).stream()
                        .allMatch(AggregateBySlide::isMergeable)) {
            return Optional.empty();
        }
        ProjectExec project = aggregate.child() instanceof ProjectExec p ? p : null;
        SparkPlan below = project == null ? aggregate.child() : project.child();
        return below instanceof ExpandExec expand && readsMillrace(expand)
                ? SlidingWindows.of(expand)
                        .flatMap(windows -> bySlide(aggregate, project, expand.child(), windows))
                : Optional.empty();
    }

    private static boolean isMergeable(AggregateExpression expression) {
        return expression.mode() == Partial$.MODULE$
                && !expression.isDistinct()
                && FUNCTIONS.stream().anyMatch(f -> f.isInstance(expression.aggregateFunction()));
    }

    private static boolean readsMillrace(SparkPlan plan) {
        return asJava(plan.collectLeaves()).stream()
                .anyMatch(
                        leaf ->
                                leaf instanceof MicroBatchScanExec scan
                                        && scan.stream() instanceof MillraceStream);
    }

    /**
     * The same aggregate by slide, if a key of it is the window and nothing else is made of it.
     *
     * @param project between the aggregate and the windows, or null
     * @param records what the windows are made of
     */
    private static Optional<SparkPlan> bySlide(
            HashAggregateExec aggregate,
            ProjectExec project,
            SparkPlan records,
            SlidingWindows windows) {
        List<NamedExpression> columns =
                new ArrayList<>(
                        project == null
                                ? asJava(aggregate.child().output())
                                : asJava(project.projectList()));
        OptionalInt column = onlyUse(columns, windows.window());
        if (column.isEmpty()) {
            return Optional.empty();
        }
        Attribute window = columns.get(column.getAsInt()).toAttribute();
        OptionalInt key = onlyUse(asJava(aggregate.groupingExpressions()), window);
        if (key.isEmpty()
                || asJava(aggregate.aggregateExpressions()).stream()
                        .anyMatch(expression -> uses(expression, window))) {
            return Optional.empty();
        }
        columns.set(column.getAsInt(), windows.slide());
        Parts parts = new Parts(aggregate, key.getAsInt(), windows);
        SparkPlan slides = parts.slides(new ProjectExec(seq(columns), records));
        return Optional.of(parts.merged(parts.rows(slides)));
    }

    /** Where the only expression is that uses the column, if it is the column itself. */
    private static OptionalInt onlyUse(List<NamedExpression> expressions, Attribute column) {
        int[] uses =
                IntStream.range(0, expressions.size())
                        .filter(i -> uses((Expression) expressions.get(i), column))
                        .toArray();
        return uses.length == 1 && is(expressions.get(uses[0]), column)
                ? OptionalInt.of(uses[0])
                : OptionalInt.empty();
    }

    private static boolean uses(Expression expression, Attribute column) {
        return expression.references().contains(column);
    }

    /** Whether this is the column, be it by another name. */
    private static boolean is(NamedExpression expression, Attribute column) {
        Object renamed = expression instanceof Alias alias ? alias.child() : expression;
        return renamed instanceof Attribute same && same.exprId().equals(column.exprId());
    }

    /**
     * The parts of the new plan, from the records upwards.
     *
     * @param at where the window is among the keys, and among the results, which begin with these
     */
    private record Parts(HashAggregateExec aggregate, int at, SlidingWindows windows) {

        SparkPlan slides(SparkPlan records) {
            Attribute slide = windows.slide().toAttribute();
            List<NamedExpression> keys = new ArrayList<>(asJava(aggregate.groupingExpressions()));
            keys.set(at, slide);
            return aggregate(keys, aggregate.aggregateExpressions(), 0, slide, records);
        }

        SparkPlan rows(SparkPlan slides) {
            List<Seq<Expression>> rows = new ArrayList<>();
            for (Expression start : windows.starts()) {
                List<Expression> row = new ArrayList<>();
                asJava(aggregate.output()).forEach(column -> row.add((Expression) column));
                row.set(at, start);
                rows.add(seq(row));
            }
            List<Attribute> output = new ArrayList<>(asJava(aggregate.output()));
            output.set(at, windows.start());
            return new ExpandExec(seq(rows), seq(output), slides);
        }

        /** Merges by the start of windows, which is a number, and makes windows of it last. */
        SparkPlan merged(SparkPlan rows) {
            List<NamedExpression> keys = new ArrayList<>();
            asJava(aggregate.groupingExpressions()).forEach(key -> keys.add(key.toAttribute()));
            Attribute window = keys.get(at).toAttribute();
            keys.set(at, windows.start());
            SparkPlan merged = aggregate(keys, merges(), keys.size(), windows.start(), rows);
            return new ProjectExec(seq(results(windows.as(window))), merged);
        }

        private Seq<AggregateExpression> merges() {
            return seq(
                    asJava(aggregate.aggregateExpressions()).stream()
                            .map(
                                    partial ->
                                            partial.copy(
                                                    partial.aggregateFunction(),
                                                    PartialMerge$.MODULE$,
                                                    partial.isDistinct(),
                                                    Option.empty(),
                                                    partial.resultId()))
                            .toList());
        }

        private SparkPlan aggregate(
                List<NamedExpression> keys,
                Seq<AggregateExpression> expressions,
                int bufferOffset,
                Attribute insteadOfWindow,
                SparkPlan child) {
            return new HashAggregateExec(
                    aggregate.requiredChildDistributionExpressions(),
                    aggregate.isStreaming(),
                    aggregate.numShufflePartitions(),
                    seq(keys),
                    expressions,
                    aggregate.aggregateAttributes(),
                    bufferOffset,
                    seq(results(insteadOfWindow)),
                    child);
        }

        private List<NamedExpression> results(NamedExpression insteadOfWindow) {
            List<NamedExpression> results = new ArrayList<>(asJava(aggregate.resultExpressions()));
            results.set(at, insteadOfWindow);
            return results;
        }
    }

    private static <T> Seq<T> seq(List<T> list) {
        return CollectionConverters.asScala(list).toSeq();
    }
}
