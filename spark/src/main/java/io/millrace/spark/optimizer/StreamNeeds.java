package io.millrace.spark.optimizer;

import io.millrace.format.predicate.RowPredicate;
import io.millrace.spark.predicate.PredicateTranslation;
import io.millrace.spark.source.MillraceStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.SchemaPruning$;
import org.apache.spark.sql.catalyst.expressions.SchemaPruning.RootField;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Strategy$;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/** What all reads of one stream within a plan need of it. */
final class StreamNeeds {

    private final StructType all;
    private final PredicateTranslation translation;
    private final Set<String> columns = new HashSet<>();
    private final List<NamedExpression> projections = new ArrayList<>();
    private final List<Expression> conditions = new ArrayList<>();

    /** For each read the predicates that its rows must satisfy. */
    private final List<Set<RowPredicate>> predicates = new ArrayList<>();

    StreamNeeds(MillraceStream stream) {
        all = stream.columns();
        translation = new PredicateTranslation(all);
    }

    void add(StreamRead read) {
        projections.addAll(read.projections());
        conditions.addAll(read.conditions());
        Stream.concat(
                        read.projections().stream().map(Expression.class::cast),
                        read.conditions().stream())
                .flatMap(e -> CollectionConverters.asJava(e.references().toSeq()).stream())
                .map(Attribute::name)
                .forEach(columns::add);
        predicates.add(predicates(read.conditions()));
    }

    /**
     * What can be pushed of filters. Nothing, where a part depends on which rows come to it: it
     * would have other rows to count or to choose from.
     */
    private Set<RowPredicate> predicates(List<Expression> filters) {
        if (!filters.stream().allMatch(Expression::deterministic)) {
            return Set.of();
        }
        Set<RowPredicate> pushed = new LinkedHashSet<>();
        filters.stream()
                .flatMap(StreamNeeds::conjuncts)
                .flatMap(
                        c ->
                                OptionConverters.toJava(
                                        DataSourceV2Strategy$.MODULE$.translateFilterV2(c))
                                        .stream())
                .flatMap(predicate -> translation.translate(predicate).stream())
                .forEach(pushed::add);
        return pushed;
    }

    private static Stream<Expression> conjuncts(Expression condition) {
        return condition instanceof And and
                ? Stream.concat(conjuncts(and.left()), conjuncts(and.right()))
                : Stream.of(condition);
    }

    /** The stream that serves all the reads. */
    MillraceStream pushedInto(MillraceStream stream) {
        MillraceStream pushed = stream.with(schema(), List.copyOf(wantedByAny()));
        return predicates.size() == 1 ? pushed.readOnce() : pushed;
    }

    private StructType schema() {
        StructType pruned = all;
        if (SQLConf.get().nestedSchemaPruningEnabled()) {
            Seq<RootField> fields =
                    SchemaPruning$.MODULE$.identifyRootFields(
                            CollectionConverters.asScala(projections).toSeq(),
                            CollectionConverters.asScala(conditions).toSeq());
            if (!fields.isEmpty()) {
                pruned = SchemaPruning$.MODULE$.pruneSchema(all, fields);
            }
        }
        return new StructType(
                Arrays.stream(pruned.fields())
                        .filter(field -> columns.contains(field.name()))
                        .toArray(StructField[]::new));
    }

    /** What is true of every row that any of the reads wants. */
    private Set<RowPredicate> wantedByAny() {
        Set<RowPredicate> common = new LinkedHashSet<>(predicates.get(0));
        predicates.forEach(common::retainAll);
        List<RowPredicate> others = new ArrayList<>();
        for (Set<RowPredicate> ofRead : predicates) {
            Set<RowPredicate> rest = new LinkedHashSet<>(ofRead);
            rest.removeAll(common);
            if (rest.isEmpty()) {
                return common;
            }
            others.add(new RowPredicate.And(List.copyOf(rest)));
        }
        common.add(new RowPredicate.Or(others));
        return common;
    }
}
