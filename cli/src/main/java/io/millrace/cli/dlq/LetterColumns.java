package io.millrace.cli.dlq;

import io.millrace.cli.output.Column;
import io.millrace.cli.output.Listing;
import io.millrace.kafka.deadletter.LetterSummary;
import io.millrace.kafka.deadletter.RedriveLine;

/** What is shown of many dead letters at once. */
final class LetterColumns {

    static final Listing<LetterSummary> SUMMARIES =
            Listing.of(
                    Column.of("topic", LetterSummary::topic),
                    Column.of("source", LetterSummary::source),
                    Column.of("reason", summary -> summary.reason().orElse("(no dead letter)")),
                    Column.of("letters", LetterSummary::letters),
                    Column.of("open", LetterSummary::open),
                    Column.of("first", LetterSummary::first),
                    Column.of("last", LetterSummary::last));

    static final Listing<RedriveLine> REDRIVES =
            Listing.of(
                    Column.of("to", RedriveLine::to),
                    Column.of("reason", RedriveLine::reason),
                    Column.of("letters", RedriveLine::letters));

    private LetterColumns() {}
}
