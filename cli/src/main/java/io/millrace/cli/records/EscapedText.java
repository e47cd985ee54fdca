package io.millrace.cli.records;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Text in which a tab can be written as {@code \t}, which shells make hard to type. */
final class EscapedText implements ITypeConverter<String> {

    private static final Pattern ESCAPE = Pattern.compile("\\\\(.?)");

    @Override
    public String convert(String text) {
        Matcher matcher = ESCAPE.matcher(text);
        StringBuilder plain = new StringBuilder();
        while (matcher.find()) {
            String character =
                    switch (matcher.group(1)) {
                        case "t" -> "\t";
                        case "n" -> "\n";
                        case "r" -> "\r";
                        case "0" -> "\0";
                        case "\\" -> "\\";
                        default ->
                                throw new TypeConversionException(
                                        "expected text with the escapes \\t, \\n, \\r, \\0 and"
                                                + " \\\\, but was '"
                                                + text
                                                + "'");
                    };
            matcher.appendReplacement(plain, Matcher.quoteReplacement(character));
        }
        return matcher.appendTail(plain).toString();
    }
}
