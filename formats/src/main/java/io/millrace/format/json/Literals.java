package io.millrace.format.json;

import static io.millrace.format.json.ValueReader.NOT_PLAIN;

/**
 * The words of JSON. Each method is told where the word begins and returns the position after it;
 * what may follow a value is checked by those who read the container.
 */
final class Literals {

    private Literals() {}

    static int skipNull(byte[] data, int at, int end) {
        return at + 4 <= end
                        && data[at] == 'n'
                        && data[at + 1] == 'u'
                        && data[at + 2] == 'l'
                        && data[at + 3] == 'l'
                ? at + 4
                : NOT_PLAIN;
    }

    static int skipTrue(byte[] data, int at, int end) {
        return at + 4 <= end
                        && data[at] == 't'
                        && data[at + 1] == 'r'
                        && data[at + 2] == 'u'
                        && data[at + 3] == 'e'
                ? at + 4
                : NOT_PLAIN;
    }

    static int skipFalse(byte[] data, int at, int end) {
        return at + 5 <= end
                        && data[at] == 'f'
                        && data[at + 1] == 'a'
                        && data[at + 2] == 'l'
                        && data[at + 3] == 's'
                        && data[at + 4] == 'e'
                ? at + 5
                : NOT_PLAIN;
    }
}
