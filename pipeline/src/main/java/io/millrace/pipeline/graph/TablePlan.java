package io.millrace.pipeline.graph;

import io.millrace.pipeline.PipelineError;
import io.millrace.pipeline.statement.SqlText;
import io.millrace.spark.option.TableOptions;
import io.millrace.spark.option.TopicOptions;
import io.millrace.spark.sink.jdbc.JdbcProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.analysis.UnresolvedIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.plans.logical.ColumnDefinition;
import org.apache.spark.sql.catalyst.plans.logical.CreateStreamingTableAsSelect;
import org.apache.spark.sql.catalyst.plans.logical.CreateTable;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OptionList;
import org.apache.spark.sql.catalyst.plans.logical.TableSpec;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedTableSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.Tuple2;
import scala.collection.immutable.Map$;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A table with the plan that declares it in the session. A millrace table that names no topic is
 * the topic of its own name; likewise a table of a database.
 */
record TablePlan(TableDeclaration declaration, LogicalPlan plan) {

    static final String MILLRACE = "millrace";

    private static final List<String> TOPIC_OPTIONS =
            List.of(
                    TableOptions.TOPIC.key(),
                    TopicOptions.SUBSCRIBE.key(),
                    TopicOptions.SUBSCRIBE_PATTERN.key(),
                    TopicOptions.ASSIGN.key());

    static TablePlan of(CreateTable create, SqlText statement) {
        String name = nameOf(create.name());
        UnresolvedTableSpec spec = (UnresolvedTableSpec) create.tableSpec();
        if (spec.provider().isEmpty()) {
            throw PipelineError.STATEMENT_UNSUPPORTED.exception(
                    "CREATE TABLE " + name, "it does not say USING millrace (or another source)");
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (Tuple2<String, Expression> option :
                CollectionConverters.asJava(spec.optionExpression().options())) {
            options.put(option._1(), String.valueOf(option._2().eval(null)));
        }
        return withOptions(create, spec, name, spec.provider().get(), options, statement);
    }

    /** The table of a streaming table; its properties are its options. */
    static TablePlan ofStreamingTable(
            String name,
            String provider,
            CreateStreamingTableAsSelect create,
            StructType schema,
            SqlText statement) {
        TableSpec given = (TableSpec) create.tableSpec();
        Map<String, String> options =
                new LinkedHashMap<>(CollectionConverters.asJava(given.properties()));
        if (provider.equalsIgnoreCase(MILLRACE)) {
            options.putIfAbsent(TableOptions.VALUE_FORMAT.key(), "json");
        }
        UnresolvedTableSpec spec =
                new UnresolvedTableSpec(
                        Map$.MODULE$.empty(),
                        Option.apply(provider),
                        new OptionList(seq(List.of())),
                        given.location(),
                        given.comment(),
                        given.collation(),
                        given.serde(),
                        given.external(),
                        seq(List.of()));
        Seq<ColumnDefinition> columns =
                create.columns().isEmpty() ? columns(schema) : create.columns();
        CreateTable plan =
                new CreateTable(create.name(), columns, create.partitioning(), spec, false);
        return withOptions(plan, spec, name, provider, options, statement);
    }

    private static TablePlan withOptions(
            CreateTable create,
            UnresolvedTableSpec spec,
            String name,
            String provider,
            Map<String, String> options,
            SqlText statement) {
        if (provider.equalsIgnoreCase(MILLRACE)
                && TOPIC_OPTIONS.stream()
                        .noneMatch(o -> options.keySet().stream().anyMatch(o::equalsIgnoreCase))) {
            options.put(TableOptions.TOPIC.key(), name);
        }
        if (provider.equalsIgnoreCase(JdbcProvider.NAME)
                && options.keySet().stream()
                        .noneMatch(JdbcProvider.TABLE_OPTION::equalsIgnoreCase)) {
            options.put(JdbcProvider.TABLE_OPTION, name);
        }
        if (!provider.equalsIgnoreCase(MILLRACE)) {
            options.replaceAll((key, value) -> key.equalsIgnoreCase("path") ? place(value) : value);
        }
        TableDeclaration declaration = new TableDeclaration(name, provider, options, statement);
        List<Tuple2<String, Expression>> all = new ArrayList<>();
        declaration
                .options()
                .forEach(
                        (key, text) ->
                                all.add(
                                        Tuple2.apply(
                                                key, Literal.create(text, DataTypes.StringType))));
        UnresolvedTableSpec full =
                spec.copy(
                        spec.properties(),
                        spec.provider(),
                        new OptionList(seq(all)),
                        spec.location(),
                        spec.comment(),
                        spec.collation(),
                        spec.serde(),
                        spec.external(),
                        spec.constraints());
        CreateTable plan =
                create.copy(
                        create.name(),
                        create.columns(),
                        create.partitioning(),
                        full,
                        create.ignoreIfExists());
        return new TablePlan(declaration, plan);
    }

    /** Spark would look for a relative path in its warehouse. */
    private static String place(String path) {
        boolean relative = !path.startsWith("/") && !path.matches("[A-Za-z][A-Za-z0-9+.-]*:.*");
        return relative ? Path.of(path).toAbsolutePath().normalize().toUri().toString() : path;
    }

    private static Seq<ColumnDefinition> columns(StructType schema) {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (StructField field : schema.asNullable().fields()) {
            columns.add(ColumnDefinition.fromV1Column(field, null));
        }
        return seq(columns);
    }

    private static <T> Seq<T> seq(List<T> list) {
        return CollectionConverters.asScala(list).toSeq();
    }

    /** The last part of a name. */
    static String nameOf(LogicalPlan identifier) {
        if (identifier instanceof UnresolvedIdentifier unresolved) {
            return last(unresolved.nameParts());
        }
        throw PipelineError.STATEMENT_UNSUPPORTED.exception(
                "a name made by IDENTIFIER()", "names must be written out");
    }

    static String last(Seq<String> parts) {
        return parts.last();
    }
}
