package io.millrace.cli.doctor;

import java.util.Optional;

/**
 * What one check has found.
 *
 * @param subject what was looked at
 * @param found what was there
 * @param remedy what to change; absent if all is well
 */
record Finding(String subject, Status status, String found, Optional<String> remedy) {

    static Finding ok(String subject, String found) {
        return new Finding(subject, Status.OK, found, Optional.empty());
    }

    static Finding warn(String subject, String found, String remedy) {
        return new Finding(subject, Status.WARN, found, Optional.of(remedy));
    }

    static Finding fail(String subject, String found, String remedy) {
        return new Finding(subject, Status.FAIL, found, Optional.of(remedy));
    }
}
