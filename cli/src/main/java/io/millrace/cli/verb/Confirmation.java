package io.millrace.cli.verb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Asks a person to type what they are about to lose. */
public final class Confirmation {

    private final Session session;

    public Confirmation(Session session) {
        this.session = session;
    }

    /**
     * Returns if the person typed it.
     *
     * @param action what is about to happen, to follow "Cannot": {@code delete topic 'clicks'}
     * @param expected what has to be typed
     * @throws io.millrace.common.error.MillraceException CONFIRMATION_NEEDED where there is nobody
     *     to ask, NOT_CONFIRMED if something else was typed
     */
    public void ask(String action, String warning, String expected) throws IOException {
        if (!session.terminal().kind().in()) {
            throw CliError.CONFIRMATION_NEEDED.exception(action);
        }
        session.terminal().err().println(warning);
        session.terminal().err().print("Type '" + expected + "' to go on: ");
        session.terminal().err().flush();
        BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(session.terminal().in(), StandardCharsets.UTF_8));
        String typed = reader.readLine();
        if (typed == null || !typed.strip().equals(expected)) {
            throw CliError.NOT_CONFIRMED.exception(action, expected);
        }
    }
}
