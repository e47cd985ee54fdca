package io.millrace.format.registry;

import io.millrace.common.error.MillraceException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the registry: one URL after the other, and all of them again after a pause, as long as what
 * failed may succeed later. No redirect is followed, since it would carry the credentials along.
 */
final class RegistryHttp {

    private static final int MAX_ANSWER_BYTES = 32 << 20;
    private static final long MAX_BACK_OFF_MILLIS = 5_000;

    private final RegistrySettings settings;
    private final HttpClient client;
    private volatile int lastGood;

    RegistryHttp(RegistrySettings settings) {
        this.settings = settings;
        this.client =
                HttpClient.newBuilder()
                        .connectTimeout(settings.connectTimeout())
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /**
     * Gets what is at this path, or the answer that nothing is, if none of those that answer has
     * it.
     *
     * @param what it is, in words
     */
    RegistryAnswer get(String path, String what) {
        MillraceException failure = null;
        int first = lastGood;
        for (int round = 0; round <= settings.retries(); round++) {
            if (round > 0) {
                pause(round, what);
            }
            RegistryAnswer absence = null;
            for (int i = 0; i < settings.urls().size(); i++) {
                int position = (first + i) % settings.urls().size();
                try {
                    RegistryAnswer answer = ask(settings.urls().get(position), path, what);
                    if (answer.isAbsence()) {
                        // Another may know what has not come to this one yet.
                        absence = answer;
                        continue;
                    }
                    lastGood = position;
                    return answer;
                } catch (MillraceException e) {
                    if (e.code() != RegistryError.REGISTRY_UNREACHABLE) {
                        throw e;
                    }
                    failure = e;
                }
            }
            if (absence != null) {
                return absence;
            }
        }
        throw failure;
    }

    private RegistryAnswer ask(URI url, String path, String what) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path))
                        .header(
                                "Accept",
                                "application/vnd.schemaregistry.v1+json, application/json");
        if (settings.authorization() != null) {
            request.header("Authorization", settings.authorization());
        }
        HttpResponse<byte[]> response = send(request.build(), url, what);
        int status = response.statusCode();
        if (status == 429 || status >= 500) {
            throw unreachable(null, url, what, "it answers with HTTP status " + status);
        }
        if (status == 401 || status == 403) {
            throw RegistryError.REGISTRY_REFUSED.exception(
                    what, url, "it answers with HTTP status " + status);
        }
        if (status != 200 && status != 404) {
            throw RegistryError.REGISTRY_ANSWER_INVALID.exception(
                    url, what, "HTTP status " + status);
        }
        return new RegistryAnswer(url, what, status, response.body());
    }

    /** The time-out is for the whole answer; that of a request would end with the headers. */
    private HttpResponse<byte[]> send(HttpRequest request, URI url, String what) {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, head -> new BoundedBody(MAX_ANSWER_BYTES));
        try {
            return answer.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unreachable(
                    null,
                    url,
                    what,
                    "no answer within " + settings.requestTimeout().toMillis() + " ms");
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw interrupted(e, what);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw unreachable(failure, url, what, reasonOf(failure));
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static String reasonOf(IOException failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    /** With some chance in it, so that the tasks of a cluster do not come back all at once. */
    private void pause(int round, String what) {
        long millis =
                Math.min(
                        MAX_BACK_OFF_MILLIS,
                        settings.firstBackOff().toMillis() << Math.min(round - 1, 20));
        try {
            TimeUnit.MILLISECONDS.sleep(
                    ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
        } catch (InterruptedException e) {
            throw interrupted(e, what);
        }
    }

    private MillraceException interrupted(InterruptedException e, String what) {
        Thread.currentThread().interrupt();
        return RegistryError.REGISTRY_INTERRUPTED.causedBy(e, what, settings.urls().get(0));
    }

    private static MillraceException unreachable(
            Throwable cause, URI url, String what, String reason) {
        return RegistryError.REGISTRY_UNREACHABLE.causedBy(cause, what, url, reason);
    }
}
