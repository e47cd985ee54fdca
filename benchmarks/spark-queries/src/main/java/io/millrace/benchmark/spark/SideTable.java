package io.millrace.benchmark.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A small table that a stream is joined with, held in memory; Spark broadcasts it by itself.
 *
 * @param columns their names; all are text
 */
record SideTable(List<String> columns, List<String[]> values) {

    private static final String SEPARATOR = ",";

    /** Reads a CSV file with a header line, and no commas or quotes in values. */
    static SideTable read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return new SideTable(
                Arrays.asList(lines.get(0).split(SEPARATOR)),
                lines.stream().skip(1).map(line -> line.split(SEPARATOR)).toList());
    }

    Dataset<Row> rows(SparkSession session) {
        StructType schema = new StructType();
        for (String column : columns) {
            schema = schema.add(column, DataTypes.StringType);
        }
        List<Row> rows = values.stream().map(row -> RowFactory.create((Object[]) row)).toList();
        return session.createDataFrame(rows, schema);
    }
}
