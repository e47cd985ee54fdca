package io.millrace.format.predicate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.format.predicate.RowPredicate.Comparison;
import io.millrace.format.predicate.RowPredicate.In;
import io.millrace.format.predicate.RowPredicate.IsNull;
import io.millrace.format.predicate.RowPredicate.Not;
import io.millrace.format.predicate.RowPredicate.Or;
import io.millrace.format.predicate.RowSelection.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowSelectionTest {

    private static final FieldPath A = FieldPath.of("a");
    private static final FieldPath INNER = FieldPath.of("a", "x");
    private static final Literal ONE = new Literal.Whole(1);

    private static RowPredicate present(FieldPath field) {
        return new Not(new IsNull(field));
    }

    private static List<RowPredicate> kept(RowPredicate... conjuncts) {
        return new RowSelection(List.of(conjuncts), Rule.BY_TESTED_FIELDS).conjuncts();
    }

    @Test
    void doesNotAskWhetherAFieldIsThereThatIsCompared() {
        RowPredicate compared = new Comparison(INNER, Relation.EQUAL, ONE);
        RowPredicate among = new In(A, List.of(ONE));

        assertThat(kept(present(INNER), compared)).containsExactly(compared);
        assertThat(kept(among, present(A))).containsExactly(among);
    }

    @Test
    void asksForWhatDoesNotFollow() {
        RowPredicate compared = new Comparison(INNER, Relation.EQUAL, ONE);
        RowPredicate either = new Or(List.of(compared, new IsNull(INNER)));

        assertThat(kept(present(A), compared)).containsExactly(present(A), compared);
        assertThat(kept(present(INNER), either)).containsExactly(present(INNER), either);
        assertThat(kept(new IsNull(INNER), compared)).containsExactly(new IsNull(INNER), compared);
        assertThat(kept(present(INNER), new Not(compared)))
                .containsExactly(present(INNER), new Not(compared));
    }
}
