package io.millrace.spark.optimizer;

import static scala.jdk.javaapi.CollectionConverters.asJava;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.CreateNamedStruct;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.Subtract;
import org.apache.spark.sql.execution.ExpandExec;
import org.apache.spark.sql.types.DataTypes;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractPartialFunction;

/**
 * An expansion that makes a row for each sliding window that a record is in, taken apart.
 *
 * @param window the column of windows
 * @param slide the start of the last window that began before the record
 * @param starts those of all windows of a record, each made of its slide
 * @param start the column of these
 * @param ofStart the window that begins there
 */
record SlidingWindows(
        Attribute window,
        Alias slide,
        List<Expression> starts,
        Attribute start,
        Expression ofStart) {

    /** The windows, if this is such an expansion: it makes one column and passes on the others. */
    static Optional<SlidingWindows> of(ExpandExec expand) {
        List<Attribute> made =
                asJava(expand.output()).stream()
                        .filter(column -> !expand.child().outputSet().contains(column))
                        .toList();
        if (made.size() != 1) {
            return Optional.empty();
        }
        int at = expand.output().indexOf(made.get(0));
        List<Seq<Expression>> rows = asJava(expand.projections());
        return rows.stream().allMatch(row -> passesOnOthers(row, expand.output(), at))
                ? of(made.get(0), rows.stream().map(row -> row.apply(at)).toList())
                : Optional.empty();
    }

    private static boolean passesOnOthers(Seq<Expression> row, Seq<Attribute> output, int except) {
        for (int i = 0; i < output.size(); i++) {
            if (i != except
                    && !(row.apply(i) instanceof Attribute column
                            && column.exprId().equals(output.apply(i).exprId()))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Spark subtracts a multiple of the slide from the start of the last window for each of them.
     * Whatever the minuend is: if each window is the same expression of such a difference, and of
     * nothing else, then records that are equal in it are in the same windows, and windows that
     * begin together are equal.
     */
    private static Optional<SlidingWindows> of(Attribute window, List<Expression> windows) {
        List<Subtract> starts = windows.stream().flatMap(w -> start(w).stream()).toList();
        if (starts.size() != windows.size()) {
            return Optional.empty();
        }
        Expression minuend = starts.get(0).left();
        Alias slide = alias(minuend, "slide");
        Attribute start = alias(starts.get(0), "start").toAttribute();
        List<Expression> shifted = new ArrayList<>();
        List<Expression> ofStart = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            shifted.add(new Instead(minuend, slide.toAttribute()).in(starts.get(i)));
            ofStart.add(new Instead(starts.get(i), start).in(windows.get(i)));
        }
        return minuend.deterministic()
                        && shifted.stream().allMatch(s -> usesOnly(s, slide.toAttribute()))
                        && ofStart.stream().allMatch(w -> usesOnly(w, start))
                        && ofStart.stream().allMatch(ofStart.get(0)::semanticEquals)
                ? Optional.of(new SlidingWindows(window, slide, shifted, start, ofStart.get(0)))
                : Optional.empty();
    }

    private static Optional<Subtract> start(Expression window) {
        return window instanceof CreateNamedStruct
                ? Optional.ofNullable(window.find(SlidingWindows::isShift).getOrElse(() -> null))
                        .map(Subtract.class::cast)
                : Optional.empty();
    }

    private static boolean isShift(Expression expression) {
        return expression instanceof Subtract shift
                && shift.right() instanceof Literal
                && shift.dataType().equals(DataTypes.LongType);
    }

    private static boolean usesOnly(Expression expression, Attribute column) {
        return asJava(expression.references().toSeq()).stream()
                .allMatch(used -> used.exprId().equals(column.exprId()));
    }

    private static Alias alias(Expression expression, String name) {
        return new Alias(
                expression,
                name,
                NamedExpression.newExprId(),
                CollectionConverters.asScala(List.<String>of()).toSeq(),
                Option.empty(),
                CollectionConverters.asScala(List.<String>of()).toSeq());
    }

    /** The window of each start, as this column. */
    Alias as(Attribute column) {
        return new Alias(
                ofStart,
                column.name(),
                column.exprId(),
                column.qualifier(),
                Option.apply(column.metadata()),
                CollectionConverters.asScala(List.<String>of()).toSeq());
    }

    /** Puts a column in the place of an expression. */
    private static final class Instead extends AbstractPartialFunction<Expression, Expression> {

        private static final long serialVersionUID = 1L;

        private final transient Expression expression;
        private final transient Attribute column;

        Instead(Expression expression, Attribute column) {
            this.expression = expression;
            this.column = column;
        }

        Expression in(Expression whole) {
            return whole.transformDown(this);
        }

        @Override
        public boolean isDefinedAt(Expression part) {
            return part.semanticEquals(expression);
        }

        @Override
        public Expression apply(Expression part) {
            return (Expression) column;
        }
    }
}
