package io.millrace.spark.checkpoint.fit;

import io.millrace.spark.checkpoint.fit.Difference.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Compares the query that a checkpoint belongs to with the one that is to go on from it. Pure. */
final class Fit {

    private Fit() {}

    static List<Difference> differences(QueryShape was, QueryShape is) {
        List<Difference> differences = new ArrayList<>();
        boolean sameCount = was.sources().size() == is.sources().size();
        add(
                differences,
                sameCount ? Weight.MAY_BE_MEANT : Weight.CANNOT_WORK,
                "sources",
                was.sources(),
                is.sources());
        add(differences, Weight.MAY_BE_MEANT, "sink", was.sink(), is.sink());
        add(
                differences,
                is.state().isEmpty() ? Weight.MAY_BE_MEANT : Weight.CANNOT_WORK,
                "output mode",
                was.outputMode(),
                is.outputMode());
        add(
                differences,
                Weight.CANNOT_WORK,
                "number of operators with state",
                was.state().size(),
                is.state().size());
        if (was.state().size() == is.state().size()) {
            for (int i = 0; i < is.state().size(); i++) {
                add(
                        differences,
                        Weight.CANNOT_WORK,
                        "operator with state " + i,
                        was.state().get(i),
                        is.state().get(i));
            }
        }
        return differences;
    }

    private static void add(
            List<Difference> differences, Weight weight, String what, Object was, Object is) {
        if (!Objects.equals(was, is)) {
            differences.add(new Difference(weight, what, shown(was), shown(is)));
        }
    }

    private static String shown(Object value) {
        if (value instanceof List<?> list) {
            return String.join(" and ", list.stream().map(String::valueOf).toList());
        }
        return String.valueOf(value);
    }
}
