package io.millrace.format.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A registry in this process that holds what it is told and fails as it is told. */
public final class FakeRegistry implements AutoCloseable {

    /** Answers one request in the place of the registry. */
    public interface Fault {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    public FakeRegistry() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where it listens. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The paths that were asked for, in order. */
    public List<String> requests() {
        return requests;
    }

    /** The credentials that requests carried, in order. */
    public List<String> authorizations() {
        return authorizations;
    }

    /** Answers a path with this JSON. */
    public FakeRegistry answer(String path, String json) {
        answers.put(path, json);
        return this;
    }

    /** Registers a schema by id and as the only version of a subject. */
    public FakeRegistry register(int id, String subject, SchemaType type, String schema) {
        String text = "\"" + schema.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        String rest = "\"schemaType\":\"" + type + "\",\"schema\":" + text + "}";
        answer("/schemas/ids/" + id, "{" + rest);
        String version = "{\"subject\":\"s\",\"version\":1,\"id\":" + id + "," + rest;
        answer("/subjects/" + subject + "/versions/latest", version);
        return answer("/subjects/" + subject + "/versions/1", version);
    }

    /** The next request that has none yet meets this fault. */
    public FakeRegistry fail(Fault fault) {
        faults.add(fault);
        return this;
    }

    /** The next requests meet this fault. */
    public FakeRegistry fail(int times, Fault fault) {
        for (int i = 0; i < times; i++) {
            fail(fault);
        }
        return this;
    }

    /** A fault that is an answer with this status and body. */
    public static Fault status(int status, String body) {
        return exchange -> respond(exchange, status, body);
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestURI().getRawPath());
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        authorizations.add(authorization == null ? "none" : authorization);
        Fault fault = faults.poll();
        if (fault != null) {
            fault.answer(exchange);
            return;
        }
        String answer = answers.get(exchange.getRequestURI().getRawPath());
        if (answer != null) {
            respond(exchange, 200, answer);
        } else {
            String code = exchange.getRequestURI().getPath().startsWith("/schemas") ? "03" : "01";
            respond(
                    exchange,
                    404,
                    "{\"error_code\":404" + code + ",\"message\":\"No such thing.\"}");
        }
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
