package io.millrace.common.error;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code {name}} placeholders by position of their first appearance. */
final class MessageTemplate {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z][a-zA-Z0-9]*)}");

    private MessageTemplate() {}

    /**
     * Never fails: a message that lacks a value is better at night than a second failure. Missing
     * values stay as placeholders, surplus values are appended.
     */
    static String fill(String template, Object... arguments) {
        List<String> names = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        Matcher matcher = PLACEHOLDER.matcher(template);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (!names.contains(name)) {
                names.add(name);
            }
            int position = names.indexOf(name);
            String value =
                    position < arguments.length
                            ? String.valueOf(arguments[position])
                            : matcher.group();
            matcher.appendReplacement(text, Matcher.quoteReplacement(value));
        }
        matcher.appendTail(text);
        for (int i = names.size(); i < arguments.length; i++) {
            text.append(i == names.size() ? " (" : ", ").append(arguments[i]);
        }
        return arguments.length > names.size() ? text.append(')').toString() : text.toString();
    }
}
