package io.millrace.spark.sink.jdbc;

import io.millrace.common.option.OptionError;
import io.millrace.common.option.OptionValues;
import io.millrace.spark.option.TableOptions;
import io.millrace.spark.sink.jdbc.database.ConnectionSettings;
import io.millrace.spark.sink.jdbc.database.ConnectionSettings.TimeLimits;
import io.millrace.spark.sink.jdbc.database.DatabaseAddress;
import io.millrace.spark.sink.jdbc.database.JdbcError;
import io.millrace.spark.sink.jdbc.database.Password;
import io.millrace.spark.sink.jdbc.database.QueryColumn;
import io.millrace.spark.sink.jdbc.database.RejectedPolicy;
import io.millrace.spark.sink.jdbc.database.SinkRequest;
import io.millrace.spark.sink.jdbc.database.SinkRequest.AbsentTable;
import io.millrace.spark.source.SourceError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** Makes of options what they ask of the database. */
final class JdbcRequest {

    private static final String SUBJECT = "a millrace-jdbc table";

    private JdbcRequest() {}

    static SinkRequest of(OptionValues options, StructType schema) {
        String table = table(options);
        if (options.get(JdbcOptions.REJECTED) == RejectedPolicy.DEADLETTER) {
            throw SourceError.NOT_AVAILABLE_YET.exception(
                    "rejected=deadletter", "Use fail or skip");
        }
        requireFittingMode(options, table);
        List<QueryColumn> columns = JdbcColumns.of(schema, table);
        return new SinkRequest(
                settings(options),
                options.find(JdbcOptions.SCHEMA),
                table,
                columns,
                keys(options, columns),
                options.get(JdbcOptions.CREATE_TABLE) ? AbsentTable.CREATE : AbsentTable.REFUSE,
                options.get(JdbcOptions.COMMITS_TABLE),
                options.get(JdbcOptions.BATCH_ROWS).intValue(),
                options.get(JdbcOptions.BUFFER_SIZE).bytes(),
                options.get(JdbcOptions.REJECTED));
    }

    /** A pipeline says the output mode with the table; elsewhere the query says it, to Spark. */
    private static void requireFittingMode(OptionValues options, String table) {
        String mode = options.find(TableOptions.OUTPUT_MODE).orElse("append");
        if (options.get(JdbcOptions.WRITE_MODE) == WriteMode.APPEND
                && !mode.equalsIgnoreCase("append")) {
            throw JdbcError.JDBC_MODE_CONFLICT.exception(table, mode);
        }
    }

    static String table(OptionValues options) {
        return options.find(JdbcOptions.TABLE)
                .orElseThrow(
                        () ->
                                OptionError.MISSING_OPTION.exception(
                                        JdbcOptions.TABLE.key(),
                                        SUBJECT,
                                        "it says which table is written"));
    }

    private static List<String> keys(OptionValues options, List<QueryColumn> columns) {
        List<String> keys = options.find(JdbcOptions.KEY_COLUMNS).orElse(List.of());
        boolean upsert = options.get(JdbcOptions.WRITE_MODE) == WriteMode.UPSERT;
        if (upsert && keys.isEmpty()) {
            throw OptionError.MISSING_OPTION.exception(
                    JdbcOptions.KEY_COLUMNS.key(),
                    SUBJECT,
                    "write.mode=upsert finds the row to replace by it");
        }
        if (!upsert && !keys.isEmpty()) {
            throw OptionError.CONFLICTING_OPTIONS.exception(
                    "key.columns and write.mode=append",
                    SUBJECT,
                    "rows that are appended have no key");
        }
        List<String> names = columns.stream().map(QueryColumn::name).toList();
        for (String key : keys) {
            if (!names.contains(key)) {
                throw JdbcError.JDBC_COLUMNS_MISMATCH.exception(
                        table(options),
                        "key.columns names '"
                                + key
                                + "', but the query gives "
                                + String.join(", ", names));
            }
        }
        return keys;
    }

    private static ConnectionSettings settings(OptionValues options) {
        return new ConnectionSettings(
                address(options),
                options.get(JdbcOptions.USER),
                password(options),
                new TimeLimits(
                        options.get(JdbcOptions.CONNECT_TIMEOUT),
                        options.get(JdbcOptions.STATEMENT_TIMEOUT),
                        options.get(JdbcOptions.LOCK_TIMEOUT),
                        options.get(JdbcOptions.IDLE_TIMEOUT),
                        options.get(JdbcOptions.RETRY_TIMEOUT)));
    }

    static DatabaseAddress address(OptionValues options) {
        int port = options.get(JdbcOptions.PORT).intValue();
        Map<String, String> properties = options.withPrefix(JdbcOptions.DRIVER);
        Optional<String> url = options.find(JdbcOptions.URL);
        Optional<String> database = options.find(JdbcOptions.DATABASE);
        if (url.isPresent()) {
            if (database.isPresent() || options.isSet(JdbcOptions.HOST)) {
                throw OptionError.CONFLICTING_OPTIONS.exception(
                        "url and host or database", SUBJECT, "each says where the database is");
            }
            return DatabaseAddress.parse(url.get(), port, properties);
        }
        if (database.isEmpty()) {
            throw OptionError.MISSING_OPTION.exception(
                    JdbcOptions.DATABASE.key(),
                    SUBJECT,
                    "it, or url, says which database is meant");
        }
        return DatabaseAddress.of(options.get(JdbcOptions.HOST), port, database.get(), properties);
    }

    private static Password password(OptionValues options) {
        Optional<String> variable = options.find(JdbcOptions.PASSWORD_ENV);
        if (variable.isPresent()) {
            if (options.isSet(JdbcOptions.PASSWORD)) {
                throw OptionError.CONFLICTING_OPTIONS.exception(
                        "password and password.env", SUBJECT, "each says the password");
            }
            String value = System.getenv(variable.get());
            if (value == null) {
                throw JdbcError.JDBC_PASSWORD_MISSING.exception(address(options), variable.get());
            }
            return new Password(value);
        }
        return options.find(JdbcOptions.PASSWORD).map(Password::new).orElse(null);
    }
}
