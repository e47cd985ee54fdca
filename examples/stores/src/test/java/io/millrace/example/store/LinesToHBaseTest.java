package io.millrace.example.store;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
class LinesToHBaseTest extends StoreContract {

    private static final int PORT = ForkedServer.freePort();
    private static final String ADDRESS = "127.0.0.1:" + PORT;
    private static ForkedServer server;

    @BeforeAll
    static void startServer() throws IOException {
        server = HBaseServer.start(PORT);
        try (Admin admin = LinesToHBase.connection(ADDRESS).getAdmin()) {
            for (String name : List.of("lines", "words")) {
                admin.createTable(
                        TableDescriptorBuilder.newBuilder(TableName.valueOf(name))
                                .setColumnFamily(ColumnFamilyDescriptorBuilder.of("f"))
                                .build());
            }
        }
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    Class<?> program() {
        return LinesToHBase.class;
    }

    @Override
    Class<?> query() {
        return LinesToHBaseQuery.class;
    }

    @Override
    String address() {
        return ADDRESS;
    }

    @Override
    void store(JavaStreamingContext context, String brokers, String topic) {
        JavaDStream<ConsumerRecord<String, String>> lines =
                LineStreams.lines(context, brokers, topic);
        LinesToHBase.storeLines(lines, ADDRESS);
        LinesToHBase.storeTotals(lines, ADDRESS);
    }

    @Override
    void clear() throws IOException {
        try (Admin admin = LinesToHBase.connection(ADDRESS).getAdmin()) {
            for (String name : List.of("lines", "words")) {
                admin.disableTable(TableName.valueOf(name));
                admin.truncateTable(TableName.valueOf(name), false);
            }
        }
    }

    @Override
    Map<String, String> lines(String topic) throws IOException {
        Map<String, String> lines = new TreeMap<>();
        for (Result row : rows("lines")) {
            String[] key = Bytes.toString(row.getRow()).split("/");
            if (key[0].equals(topic)) {
                lines.put(
                        Integer.parseInt(key[1]) + "/" + Long.parseLong(key[2]),
                        Bytes.toString(value(row, "line")));
            }
        }
        return lines;
    }

    @Override
    Map<String, Long> totals() throws IOException {
        Map<String, Long> totals = new TreeMap<>();
        for (Result row : rows("words")) {
            totals.put(Bytes.toString(row.getRow()), Bytes.toLong(value(row, "total")));
        }
        return totals;
    }

    private static byte[] value(Result row, String column) {
        return row.getValue(Bytes.toBytes("f"), Bytes.toBytes(column));
    }

    private static List<Result> rows(String name) throws IOException {
        try (Table table = LinesToHBase.connection(ADDRESS).getTable(TableName.valueOf(name));
                ResultScanner scanner = table.getScanner(new Scan())) {
            return List.of(scanner.next(1_000_000));
        }
    }
}
