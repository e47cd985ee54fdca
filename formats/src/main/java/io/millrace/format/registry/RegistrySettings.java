package io.millrace.format.registry;

import io.millrace.common.PublicApi;
import io.millrace.common.option.OptionError;
import io.millrace.common.option.OptionValues;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a schema registry is reached. Immutable.
 *
 * @param urls roots of the API, all of one registry, without a slash at the end
 * @param authorization the header that tells who asks, a secret; null if none does
 * @param retries how many more times all URLs are tried
 * @param firstBackOff the pause before the first retry; each one after is twice as long
 * @param subjectTtl how long the latest schema of a subject is taken for granted
 */
@PublicApi
public record RegistrySettings(
        List<URI> urls,
        String authorization,
        Duration connectTimeout,
        Duration requestTimeout,
        int retries,
        Duration firstBackOff,
        Duration subjectTtl)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(100);

    public RegistrySettings {
        urls = List.copyOf(urls);
    }

    /**
     * The registry that the options name, if they name one.
     *
     * @throws io.millrace.common.error.MillraceException if they contradict each other
     */
    public static Optional<RegistrySettings> of(OptionValues options) {
        return options.find(RegistryOptions.URL)
                .map(
                        urls ->
                                new RegistrySettings(
                                        urls(urls),
                                        authorization(options),
                                        options.get(RegistryOptions.CONNECT_TIMEOUT),
                                        options.get(RegistryOptions.REQUEST_TIMEOUT),
                                        options.get(RegistryOptions.RETRIES).intValue(),
                                        FIRST_BACK_OFF,
                                        options.get(RegistryOptions.SUBJECT_TTL)));
    }

    private static List<URI> urls(String text) {
        List<URI> urls =
                Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(url -> !url.isEmpty())
                        .map(RegistrySettings::url)
                        .toList();
        if (urls.isEmpty()) {
            throw RegistryError.REGISTRY_URL_INVALID.exception(text, "at least one URL");
        }
        return urls;
    }

    private static URI url(String text) {
        if (text.contains("@")) {
            // Not shown: what stands before the @ is a password.
            throw RegistryError.REGISTRY_URL_INVALID.exception(
                    "[redacted]",
                    "no user and password in it; they belong in"
                            + " schema.registry.basic.auth.user.info");
        }
        try {
            URI url = URI.create(text.replaceAll("/+$", ""));
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https"))
                    && url.getHost() != null
                    && url.getQuery() == null
                    && url.getFragment() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw RegistryError.REGISTRY_URL_INVALID.causedBy(e, text, "a URL");
        }
        throw RegistryError.REGISTRY_URL_INVALID.exception(
                text, "http:// or https:// with a host and, if need be, a port and a path");
    }

    private static String authorization(OptionValues options) {
        Optional<String> basic = options.find(RegistryOptions.BASIC_AUTH);
        Optional<String> bearer = options.find(RegistryOptions.BEARER_TOKEN);
        if (basic.isPresent() && bearer.isPresent()) {
            throw OptionError.CONFLICTING_OPTIONS.exception(
                    List.of(RegistryOptions.BASIC_AUTH.key(), RegistryOptions.BEARER_TOKEN.key()),
                    "a schema registry",
                    "it is asked as one user");
        }
        if (basic.isPresent() && !basic.get().contains(":")) {
            throw OptionError.INVALID_OPTION.exception(
                    RegistryOptions.BASIC_AUTH.key(), "[redacted]", "user:password");
        }
        return basic.map(
                        info ->
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        info.getBytes(StandardCharsets.UTF_8)))
                .or(() -> bearer.map(token -> "Bearer " + token))
                .orElse(null);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "schema registry " + urls;
    }
}
