package io.millrace.cli.output;

/** Text that comes from others, and may hold anything, without what could move the cursor. */
public final class Printable {

    private Printable() {}

    /** The text with its control characters made visible. */
    public static String of(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder visible = new StringBuilder();
        text.chars()
                .forEach(
                        c -> {
                            if (Character.isISOControl(c)) {
                                visible.append(String.format("\\u%04x", c));
                            } else {
                                visible.append((char) c);
                            }
                        });
        return visible.toString();
    }
}
