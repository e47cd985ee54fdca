package io.millrace.benchmark.schema;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a schema registry answers that knows one Avro schema: that of the ad events. It takes the
 * place of a server that is asked once in the life of a query, and ends with the process.
 */
public final class SchemaRegistryStub {

    private final HttpServer server;

    private SchemaRegistryStub(HttpServer server) {
        this.server = server;
    }

    /** Starts it on a free port of this machine. */
    public static SchemaRegistryStub start() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] body =
                new ObjectMapper()
                        .writeValueAsString(Map.of("schema", AdEventSchema.avro()))
                        .getBytes(StandardCharsets.UTF_8);
        server.createContext("/schemas/ids/" + AdEventSchema.AVRO_ID, call -> answer(call, body));
        server.start();
        return new SchemaRegistryStub(server);
    }

    private static void answer(HttpExchange call, byte[] body) throws IOException {
        try (call) {
            call.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
            call.sendResponseHeaders(HttpURLConnection.HTTP_OK, body.length);
            try (OutputStream out = call.getResponseBody()) {
                out.write(body);
            }
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
