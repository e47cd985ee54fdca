package io.millrace.spark.sink.jdbc.database;

import java.io.Serializable;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a database is. Its URL is made of checked parts only, so that no part can add a property.
 *
 * @param hosts as {@code host:port}, tried in this order
 * @param properties of the driver, all of the allowed ones
 */
public record DatabaseAddress(List<String> hosts, String database, Map<String, String> properties)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String SCHEME = "jdbc:postgresql://";
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::(\\d{1,5}))?");

    public DatabaseAddress {
        hosts = List.copyOf(hosts);
        properties = Map.copyOf(DriverProperties.checked(properties));
        if (database.isBlank() || database.indexOf('\0') >= 0) {
            throw JdbcError.JDBC_URL_REFUSED.exception(database, "the name of a database");
        }
    }

    /**
     * Made of parts.
     *
     * @param hosts one or more, separated by commas, each with a port of its own or without
     * @param port of those that have none
     */
    public static DatabaseAddress of(
            String hosts, int port, String database, Map<String, String> properties) {
        List<String> all = new ArrayList<>();
        for (String host : hosts.split(",", -1)) {
            all.add(host(host.strip(), port));
        }
        return new DatabaseAddress(all, database, properties);
    }

    /**
     * Reads {@code jdbc:postgresql://host[:port][,…]/database[?property=value&…]}.
     *
     * @param more properties beside those of the URL
     */
    public static DatabaseAddress parse(String url, int port, Map<String, String> more) {
        int slash = url.startsWith(SCHEME) ? url.indexOf('/', SCHEME.length()) : -1;
        if (slash < 0) {
            // What was given may have a password in it.
            throw JdbcError.JDBC_URL_REFUSED.exception(
                    "url", SCHEME + "host:port/database, without user and password");
        }
        int question = url.indexOf('?', slash);
        String path = question < 0 ? url.substring(slash + 1) : url.substring(slash + 1, question);
        Map<String, String> properties = new TreeMap<>();
        if (question >= 0) {
            for (String pair : url.substring(question + 1).split("&")) {
                int equals = pair.indexOf('=');
                if (equals < 0) {
                    throw JdbcError.JDBC_PROPERTY_REFUSED.exception(
                            "(in url)", "it is not of the form name=value");
                }
                properties.put(
                        decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        properties.putAll(more);
        return of(url.substring(SCHEME.length(), slash), port, decoded(path), properties);
    }

    private static String host(String text, int port) {
        Matcher parts = HOST.matcher(text);
        boolean known = parts.matches();
        int number = known && parts.group(2) != null ? Integer.parseInt(parts.group(2)) : port;
        if (!known || number < 1 || number > 65_535) {
            throw JdbcError.JDBC_URL_REFUSED.exception(
                    text.indexOf('@') >= 0 ? "[redacted]" : text,
                    "a host name or address, with a port or without, and without user and password");
        }
        return parts.group(1) + ":" + number;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw JdbcError.JDBC_URL_REFUSED.causedBy(e, "url", "well-formed escapes (%20)");
        }
    }

    /** What the driver is asked for; properties are handed to it beside. */
    String url() {
        String name = URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
        return SCHEME + String.join(",", hosts) + "/" + name;
    }

    @Override
    public String toString() {
        return String.join(",", hosts) + "/" + database;
    }
}
