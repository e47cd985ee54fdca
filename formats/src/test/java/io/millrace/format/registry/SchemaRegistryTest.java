package io.millrace.format.registry;

import static io.millrace.format.registry.FakeRegistry.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.millrace.common.error.MillraceException;
import io.millrace.common.option.OptionGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client against a registry that answers, fails, stalls and lies. */
class SchemaRegistryTest {

    private static final String LONG = "{\"type\":\"long\"}";

    private final FakeRegistry fake = new FakeRegistry();
    private final AtomicLong clock = new AtomicLong();

    @AfterEach
    void stop() {
        fake.close();
    }

    private static RegistrySettings settings(String... keysAndValues) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            options.put("schema.registry." + keysAndValues[i], keysAndValues[i + 1]);
        }
        RegistrySettings of =
                RegistrySettings.of(
                                new OptionGroup("a test", RegistryOptions.ALL, Map.of())
                                        .parse(options))
                        .orElseThrow();
        return new RegistrySettings(
                of.urls(),
                of.authorization(),
                of.connectTimeout(),
                of.requestTimeout(),
                of.retries(),
                Duration.ofMillis(2),
                of.subjectTtl());
    }

    private SchemaRegistry client(String... more) {
        List<String> options = new ArrayList<>(List.of("url", fake.url()));
        options.addAll(List.of(more));
        return new SchemaRegistry(settings(options.toArray(String[]::new)), clock::get);
    }

    private static void assertCode(RegistryError code, ThrowingCallable call, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(code))
                .message()
                .startsWith("[" + code + "] ")
                .satisfies(text -> assertThat(parts).allSatisfy(p -> assertThat(text).contains(p)));
    }

    private static String freeUrl() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void getsASchemaByItsIdOnce() {
        fake.answer("/schemas/ids/7", "{\"schema\":\"{\\\"type\\\":\\\"long\\\"}\"}");
        SchemaRegistry registry = client();

        assertThat(registry.schema(7))
                .isEqualTo(new RegisteredSchema(7, SchemaType.AVRO, LONG, Map.of()))
                .isSameAs(registry.schema(7));
        assertThat(fake.requests()).containsExactly("/schemas/ids/7");
    }

    @Test
    void getsVersionsOfSubjects() {
        fake.register(8, "a%20%2Fb-value", SchemaType.PROTOBUF, "message A {}");
        SchemaRegistry registry = client();

        assertThat(registry.latest("a /b-value"))
                .isEqualTo(new RegisteredSchema(8, SchemaType.PROTOBUF, "message A {}", Map.of()))
                .isEqualTo(registry.version("a /b-value", 1));
        assertThat(fake.requests())
                .containsExactly(
                        "/subjects/a%20%2Fb-value/versions/latest",
                        "/subjects/a%20%2Fb-value/versions/1");
    }

    @Test
    void resolvesReferencesEachAfterWhatItNeeds() {
        fake.answer(
                "/schemas/ids/1",
                "{\"schema\":\"top\",\"references\":[{\"name\":\"a\",\"subject\":\"A\",\"version\":1},"
                        + "{\"name\":\"b\",\"subject\":\"B\",\"version\":2}]}");
        fake.answer(
                "/subjects/A/versions/1",
                "{\"id\":2,\"schema\":\"of a\",\"references\":"
                        + "[{\"name\":\"b\",\"subject\":\"B\",\"version\":2}]}");
        fake.answer("/subjects/B/versions/2", "{\"id\":3,\"schema\":\"of b\"}");

        assertThat(client().schema(1).references())
                .containsExactly(entry("b", "of b"), entry("a", "of a"));
    }

    @Test
    void refusesReferencesInACircle() {
        fake.answer(
                "/schemas/ids/1",
                "{\"schema\":\"top\",\"references\":[{\"name\":\"a\",\"subject\":\"A\",\"version\":1}]}");
        fake.answer(
                "/subjects/A/versions/1",
                "{\"id\":2,\"schema\":\"of a\",\"references\":"
                        + "[{\"name\":\"a\",\"subject\":\"A\",\"version\":1}]}");

        assertCode(
                RegistryError.REGISTRY_ANSWER_INVALID,
                () -> client().schema(1),
                "round in a circle at 'a'");
    }

    @Test
    void sendsUserAndPasswordOrAToken() {
        fake.register(1, "s", SchemaType.AVRO, LONG);
        client("basic.auth.user.info", "me:s3cret").schema(1);
        client("bearer.auth.token", "t0ken").schema(1);
        client().schema(1);

        assertThat(fake.authorizations())
                .containsExactly("Basic bWU6czNjcmV0", "Bearer t0ken", "none");
    }

    @Test
    void tellsThatItWasRefusedWithoutTheSecret() {
        fake.fail(status(401, "{\"error_code\":40101,\"message\":\"s3cret is wrong\"}"));
        SchemaRegistry registry = client("basic.auth.user.info", "me:s3cret");

        assertCode(
                RegistryError.REGISTRY_REFUSED,
                () -> registry.schema(1),
                "schema id 1",
                fake.url(),
                "HTTP status 401",
                "schema.registry.basic.auth.user.info");
        fake.fail(status(403, ""));
        assertThatThrownBy(() -> registry.schema(1))
                .hasMessageContaining("403")
                .hasMessageNotContainingAny("s3cret", "bWU6czNjcmV0");
        assertThat(settings("url", fake.url(), "basic.auth.user.info", "me:s3cret").toString())
                .doesNotContain("s3cret", "bWU6czNjcmV0");
        assertThatThrownBy(() -> settings("url", "http://me:s3cret@localhost"))
                .hasMessageContaining("[redacted]")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> settings("url", fake.url(), "basic.auth.user.info", "s3cret"))
                .hasMessageContaining("user:password")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void refusesWhatIsNoUrl() {
        for (String url : List.of("localhost:8081", "ftp://host", "http://", "http://h?q=1", ",")) {
            assertCode(RegistryError.REGISTRY_URL_INVALID, () -> settings("url", url));
        }
        assertThatThrownBy(
                        () ->
                                settings(
                                        "url",
                                        "http://h",
                                        "basic.auth.user.info",
                                        "a:b",
                                        "bearer.auth.token",
                                        "c"))
                .hasMessageContaining("CONFLICTING_OPTIONS");
    }

    @Test
    void triesAgainWhatMaySucceedLater() {
        fake.register(1, "s", SchemaType.AVRO, LONG)
                .fail(status(500, "{\"error_code\":50001}"))
                .fail(status(429, "slow down"))
                .fail(exchange -> exchange.close());

        assertThat(client().schema(1).text()).isEqualTo(LONG);
        assertThat(fake.requests()).hasSize(4);
    }

    @Test
    void givesUpAfterTheRetries() {
        fake.fail(9, status(503, ""));

        assertCode(
                RegistryError.REGISTRY_UNREACHABLE,
                () -> client("retries", "2").schema(1),
                "HTTP status 503");
        assertThat(fake.requests()).hasSize(3);
    }

    @Test
    void turnsToTheNextUrlAndStaysThere() {
        fake.register(1, "s", SchemaType.AVRO, LONG);
        fake.register(2, "s", SchemaType.AVRO, LONG);
        try (FakeRegistry broken = new FakeRegistry()) {
            broken.fail(9, status(502, ""));
            SchemaRegistry registry =
                    new SchemaRegistry(
                            settings(
                                    "url",
                                    freeUrl() + ", " + broken.url() + "/, " + fake.url(),
                                    "retries",
                                    "0"));

            assertThat(registry.schema(1).text()).isEqualTo(LONG);
            assertThat(registry.schema(2).text()).isEqualTo(LONG);
            assertThat(broken.requests()).hasSize(1);
        }
    }

    @Test
    void asksTheOthersForWhatOneDoesNotKnow() {
        fake.register(1, "s", SchemaType.AVRO, LONG);
        try (FakeRegistry behind = new FakeRegistry()) {
            SchemaRegistry registry =
                    new SchemaRegistry(settings("url", behind.url() + ", " + fake.url()));

            assertThat(registry.schema(1).text()).isEqualTo(LONG);
            assertCode(RegistryError.SCHEMA_NOT_FOUND, () -> registry.schema(2));
            fake.close();
            assertCode(RegistryError.SCHEMA_NOT_FOUND, () -> registry.schema(3));
        }
    }

    @Test
    void waitsForAnAnswerNoLongerThanItMay() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        FakeRegistry.Fault stall =
                exchange -> {
                    exchange.sendResponseHeaders(200, 100);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                };
        fake.fail(2, stall);

        assertCode(
                RegistryError.REGISTRY_UNREACHABLE,
                () -> client("request.timeout", "200ms", "retries", "1").schema(1),
                "no answer within 200 ms");
        end.countDown();
    }

    @Test
    void takesNothingForAnAnswerThatIsNone() {
        for (FakeRegistry.Fault fault :
                List.of(
                        status(200, "<html>hello</html>"),
                        status(200, "[]"),
                        status(200, "{}"),
                        status(200, "{\"schema\":1}"),
                        status(200, "{\"schema\":\"x\",\"schemaType\":\"XML\"}"),
                        status(404, "{\"message\":\"no such page\"}"),
                        status(404, "<html>"),
                        status(400, "{}"))) {
            fake.fail(fault);
            assertCode(RegistryError.REGISTRY_ANSWER_INVALID, () -> client().schema(1), fake.url());
        }
    }

    @Test
    void followsNoRedirect() {
        try (FakeRegistry other = new FakeRegistry()) {
            other.register(1, "s", SchemaType.AVRO, LONG);
            fake.fail(
                    exchange -> {
                        exchange.getResponseHeaders().add("Location", other.url());
                        exchange.sendResponseHeaders(302, -1);
                        exchange.close();
                    });

            assertCode(
                    RegistryError.REGISTRY_ANSWER_INVALID, () -> client().schema(1), "status 302");
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void remembersForAWhileThatSomethingIsNotThere() {
        SchemaRegistry registry = client();
        assertCode(RegistryError.SCHEMA_NOT_FOUND, () -> registry.schema(1), "No such thing. ");
        assertCode(RegistryError.SCHEMA_NOT_FOUND, () -> registry.schema(1));
        assertCode(RegistryError.SUBJECT_NOT_FOUND, () -> registry.latest("s"), "'s'");
        assertThat(fake.requests()).hasSize(2);

        fake.register(1, "s", SchemaType.AVRO, LONG);
        clock.addAndGet(Duration.ofSeconds(6).toNanos());
        assertThat(registry.schema(1).text()).isEqualTo(LONG);
        assertThat(registry.latest("s").id()).isEqualTo(1);
    }

    @Test
    void asksForASubjectAgainAfterAWhileAndForAnIdNever() {
        fake.register(1, "s", SchemaType.AVRO, LONG);
        SchemaRegistry registry = client("subject.ttl", "1m");
        registry.latest("s");
        registry.schema(1);
        fake.register(2, "s", SchemaType.AVRO, "\"int\"");

        clock.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(registry.latest("s").id()).isEqualTo(1);
        clock.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(registry.latest("s").id()).isEqualTo(2);
        clock.addAndGet(Duration.ofDays(9_999).toNanos());
        registry.schema(1);
        assertThat(fake.requests()).hasSize(3);
    }

    @Test
    void goesOnWithWhatItKnowsWhenTheRegistryIsAway() {
        fake.register(1, "s", SchemaType.AVRO, LONG);
        SchemaRegistry registry = client("subject.ttl", "1m", "retries", "0");
        registry.schema(1);
        registry.latest("s");
        fake.close();
        clock.addAndGet(Duration.ofHours(1).toNanos());

        assertThat(registry.schema(1).text()).isEqualTo(LONG);
        assertThat(registry.latest("s").id()).isEqualTo(1);
        assertCode(
                RegistryError.REGISTRY_UNREACHABLE, () -> registry.schema(2), "id 2", fake.url());
    }

    @Test
    void asksForWhatItKnowsNotAllTheTimeWhileTheRegistryIsAway() {
        fake.register(1, "s", SchemaType.AVRO, LONG);
        SchemaRegistry registry = client("subject.ttl", "1m", "retries", "0");
        registry.latest("s");
        clock.addAndGet(Duration.ofMinutes(2).toNanos());
        fake.fail(9, status(503, ""));

        registry.latest("s");
        registry.latest("s");
        assertThat(fake.requests()).hasSize(2);
        clock.addAndGet(Duration.ofSeconds(6).toNanos());
        registry.latest("s");
        assertThat(fake.requests()).hasSize(3);
    }

    @Test
    void asksOnceForManyThreads() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        fake.fail(
                exchange -> {
                    asked.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    status(200, "{\"schema\":\"x\"}").answer(exchange);
                });
        SchemaRegistry registry = client();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<RegisteredSchema>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit((Callable<RegisteredSchema>) () -> registry.schema(3)));
            }
            asked.await();
            go.countDown();
            for (Future<RegisteredSchema> answer : answers) {
                assertThat(answer.get().text()).isEqualTo("x");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void sharesOneClientPerSettings() {
        String url = freeUrl();
        assertThat(SchemaRegistry.shared(settings("url", url)))
                .isSameAs(SchemaRegistry.shared(settings("url", url)))
                .isNotSameAs(SchemaRegistry.shared(settings("url", url, "retries", "1")));
    }
}
