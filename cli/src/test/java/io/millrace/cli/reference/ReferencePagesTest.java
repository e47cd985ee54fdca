package io.millrace.cli.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.millrace.cli.CommandTree;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorReference;
import java.io.IOException;
import java.util.ArrayList;
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
        List<ErrorCode> codes = new ArrayList<>();
        new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.millrace")
                        .stream()
                        .filter(type -> type.isEnum() && type.isAssignableTo(ErrorCode.class))
                        .sorted(Comparator.comparing(JavaClass::getName))
                        .forEach(type -> constants(type).forEach(codes::add));
        return codes;
    }

    private static Stream<ErrorCode> constants(JavaClass type) {
        return Stream.of(type.reflect().getEnumConstants()).map(ErrorCode.class::cast);
    }
}
