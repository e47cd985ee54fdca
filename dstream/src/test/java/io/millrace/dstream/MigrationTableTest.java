package io.millrace.dstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guide has a row for each public method. */
@SuppressWarnings("deprecation")
class MigrationTableTest {

    private static final Path GUIDE = Path.of("..", "docs", "dstreams-migration.md");
    private static final Pattern CODE = Pattern.compile("`([A-Za-z.]+)`");

    @ParameterizedTest
    @ValueSource(
            classes = {
                JavaStreamingContext.class,
                JavaDStream.class,
                JavaPairDStream.class,
                JavaInputDStream.class,
                KafkaUtils.class
            })
    void namesEveryMethod(Class<?> type) throws IOException {
        Set<String> methods =
                Arrays.stream(type.getMethods())
                        .filter(method -> method.getDeclaringClass() != Object.class)
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .map(Method::getName)
                        .filter(name -> !name.contains("$") && !Set.of("toString").contains(name))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named()).containsAll(methods);
        assertThat(methods).isNotEmpty();
    }

    /** What stands in the first column of a table. */
    private static Set<String> named() throws IOException {
        return Files.readAllLines(GUIDE).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|")[1])
                .flatMap(cell -> CODE.matcher(cell).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }
}
