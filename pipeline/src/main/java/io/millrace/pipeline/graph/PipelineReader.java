package io.millrace.pipeline.graph;

import io.millrace.pipeline.PipelineError;
import io.millrace.pipeline.statement.SqlFailure;
import io.millrace.pipeline.statement.SqlFile;
import io.millrace.pipeline.statement.SqlText;
import io.millrace.spark.sink.jdbc.JdbcProvider;
import io.millrace.spark.table.MillraceProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.analysis.LocalTempView$;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.CreateFlowCommand;
import org.apache.spark.sql.catalyst.plans.logical.CreateStreamingTableAsSelect;
import org.apache.spark.sql.catalyst.plans.logical.CreateTable;
import org.apache.spark.sql.catalyst.plans.logical.InsertIntoStatement;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.Dataset;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.command.CreateFunctionCommand;
import org.apache.spark.sql.execution.command.CreateViewCommand;
import org.apache.spark.sql.execution.command.SetCommand;

/**
 * Reads a file of SQL with Spark's own parser. Tables, views and functions are declared in the
 * session as they come; flows are collected, to be started when everything is known to be right.
 */
public final class PipelineReader {

    private final SparkSession session;
    private final Map<String, TableDeclaration> tables = new LinkedHashMap<>();
    private final Map<String, Flow> flows = new LinkedHashMap<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, Optional<String>> settingsBefore = new LinkedHashMap<>();

    /** A reader for one file. */
    public PipelineReader(SparkSession session) {
        this.session = session;
    }

    /**
     * Reads the file.
     *
     * @param name of the pipeline
     * @throws io.millrace.common.error.MillraceException with file, line and column for whatever is
     *     wrong
     */
    public Pipeline read(String name, SqlFile file) {
        for (SqlText statement : file.statements()) {
            SqlFailure.locate(statement, () -> read(statement));
        }
        if (flows.isEmpty()) {
            throw PipelineError.NO_FLOWS.exception(file.name());
        }
        return new Pipeline(name, tables, new ArrayList<>(flows.values()), settingsBefore);
    }

    private LogicalPlan read(SqlText statement) throws ParseException {
        LogicalPlan plan = session.sessionState().sqlParser().parsePlan(statement.text());
        if (plan instanceof SetCommand set) {
            set(Setting.of(set));
        } else if (plan instanceof CreateTable create) {
            declare(TablePlan.of(create, statement));
        } else if (plan instanceof CreateFlowCommand flow) {
            addFlow(flow, statement);
        } else if (plan instanceof CreateStreamingTableAsSelect create) {
            addStreamingTable(create, statement);
        } else if (isTemporaryView(plan) || isTemporaryFunction(plan)) {
            Dataset.ofRows(session, plan);
        } else {
            throw PipelineError.STATEMENT_UNSUPPORTED.exception(
                    "'" + firstWords(statement.text()) + " …'", "it is no part of one");
        }
        return plan;
    }

    private static String firstWords(String text) {
        List<String> words = List.of(text.split("\\s+", 4));
        return String.join(" ", words.subList(0, Math.min(3, words.size())));
    }

    private static boolean isTemporaryView(LogicalPlan plan) {
        return plan instanceof CreateViewCommand view && view.viewType() == LocalTempView$.MODULE$;
    }

    private static boolean isTemporaryFunction(LogicalPlan plan) {
        return plan instanceof CreateFunctionCommand function && function.isTemp();
    }

    private void set(Setting setting) {
        settings.put(setting.key(), setting.value());
        if (setting.isOfSpark()) {
            settingsBefore.putIfAbsent(
                    setting.key(), Optional.ofNullable(session.conf().get(setting.key(), null)));
            session.conf().set(setting.key(), setting.value());
        } else {
            FlowSettings.check(setting);
        }
    }

    private void declare(TablePlan table) {
        TableDeclaration declaration = table.declaration();
        if (declaration.isMillrace()) {
            // Spark would hand over the keys in lower case, and users would not find them.
            MillraceProvider.parse(declaration.options());
        } else if (declaration.isJdbc()) {
            JdbcProvider.parse(declaration.options());
        }
        Dataset.ofRows(session, table.plan());
        tables.put(declaration.name(), declaration);
    }

    private void addFlow(CreateFlowCommand command, SqlText statement) {
        String name = TablePlan.nameOf(command.name());
        if (!(command.flowOperation() instanceof InsertIntoStatement insert)
                || !(insert.table() instanceof UnresolvedRelation sink)) {
            throw PipelineError.STATEMENT_UNSUPPORTED.exception(
                    "the flow '" + name + "'", "only INSERT INTO a table is known");
        }
        if (!insert.byName() || insert.overwrite() || insert.userSpecifiedCols().nonEmpty()) {
            throw PipelineError.STATEMENT_UNSUPPORTED.exception(
                    "the flow '" + name + "'", "it must say INSERT INTO … BY NAME");
        }
        add(
                new Flow(
                        name,
                        TablePlan.last(sink.multipartIdentifier()),
                        insert.query(),
                        settings,
                        statement));
    }

    /** A streaming table is a table and a flow of one name. */
    private void addStreamingTable(CreateStreamingTableAsSelect create, SqlText statement) {
        String name = TablePlan.nameOf(create.name());
        String provider = create.tableSpec().provider().getOrElse(() -> TablePlan.MILLRACE);
        LogicalPlan query = Dataset.ofRows(session, create.query()).queryExecution().analyzed();
        declare(TablePlan.ofStreamingTable(name, provider, create, query.schema(), statement));
        add(new Flow(name, name, create.query(), settings, statement));
    }

    private void add(Flow flow) {
        if (flows.putIfAbsent(flow.name(), flow) != null) {
            throw PipelineError.NAME_TAKEN.exception(flow.name());
        }
    }
}
