package io.millrace.cli.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.millrace.cli.CommandTree;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorReference;
import io.millrace.common.option.OptionGroup;
import io.millrace.common.option.OptionReference;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ReferencePagesTest {

    @Test
    void listsEveryErrorThatTheCodeDeclares() throws IOException {
        List<ErrorCode> codes = codes();
        assertThat(codes)
                .extracting(ErrorCode::name)
                .doesNotHaveDuplicates()
                .contains("UNKNOWN_OPTION", "BROKER_UNREACHABLE", "INVALID_USAGE", "LINE_TOO_LONG");

        new GeneratedPage("errors.md").mustBe(ErrorReference.markdown("Error codes", codes));
    }

    @Test
    void listsEveryOptionThatTheCodeDeclares() throws IOException {
        List<OptionGroup> groups = groups();
        assertThat(groups)
                .extracting(OptionGroup::subject)
                .contains("a millrace table", "SET in a pipeline");

        new GeneratedPage("options.md").mustBe(OptionReference.markdown("Options", groups));
    }

    @Test
    void showsTheHelpOfEveryCommand() throws IOException {
        StringBuilder page =
                new StringBuilder("# Commands\n\n")
                        .append("Made from the declarations in the code; do not edit by hand.\n");
        CommandTree.all()
                .forEach(
                        each ->
                                page.append("\n## ")
                                        .append(each.command().getCommandSpec().qualifiedName())
                                        .append("\n\n```\n")
                                        .append(
                                                each.command()
                                                        .getUsageMessage(Ansi.OFF)
                                                        .stripTrailing())
                                        .append("\n```\n"));

        new GeneratedPage("commands.md").mustBe(page.toString());
    }

    /** The codes of every enum on the class path, those of one enum together. */
    private static List<ErrorCode> codes() {
        return productClasses()
                .filter(type -> type.isEnum() && type.isAssignableTo(ErrorCode.class))
                .flatMap(type -> Stream.of(type.reflect().getEnumConstants()))
                .map(ErrorCode.class::cast)
                .toList();
    }

    /** Every group of options that a class declares. */
    private static List<OptionGroup> groups() {
        return productClasses()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getRawType().isEquivalentTo(OptionGroup.class))
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .map(field -> value(field.reflect()))
                // One that is public may be an inner one under another name.
                .distinct()
                .toList();
    }

    private static OptionGroup value(Field field) {
        try {
            field.setAccessible(true);
            return (OptionGroup) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<JavaClass> productClasses() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.millrace")
                        .stream()
                        .sorted(Comparator.comparing(JavaClass::getName));
    }
}
