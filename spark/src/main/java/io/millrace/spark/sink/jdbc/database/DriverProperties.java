package io.millrace.spark.sink.jdbc.database;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The properties of the PostgreSQL driver that users may set. Others name classes to load, files to
 * write, or secrets, which have options of their own.
 */
final class DriverProperties {

    private static final List<String> ALLOWED =
            List.of(
                    "sslmode",
                    "sslrootcert",
                    "sslcert",
                    "sslkey",
                    "sslNegotiation",
                    "channelBinding",
                    "gssEncMode",
                    "targetServerType",
                    "hostRecheckSeconds",
                    "loadBalanceHosts",
                    "ApplicationName");

    private DriverProperties() {}

    /** The properties under the names that the driver knows. */
    static Map<String, String> checked(Map<String, String> given) {
        Map<String, String> checked = new TreeMap<>();
        given.forEach((name, value) -> checked.put(known(name), value));
        return checked;
    }

    private static String known(String name) {
        return ALLOWED.stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> JdbcError.JDBC_PROPERTY_REFUSED.exception(name, reason(name)));
    }

    private static String reason(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (Arrays.asList("user", "password", "sslpassword").contains(lower)) {
            return "credentials do not belong into an address; use the options user and password";
        }
        return "it is none of " + String.join(", ", ALLOWED);
    }
}
