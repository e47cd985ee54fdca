package io.millrace.benchmark.engine.flink;

import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.annotation.FunctionHint;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.TableFunction;

/** The words of a line, which are between blanks; nothing of it is decoded. */
@FunctionHint(
        input = @DataTypeHint("BYTES"),
        output = @DataTypeHint(value = "STRING", bridgedTo = StringData.class))
public final class SplitWords extends TableFunction<StringData> {

    private static final long serialVersionUID = 1;

    public void eval(byte[] line) {
        int begin = 0;
        for (int i = 0; i <= line.length; i++) {
            if (i == line.length || line[i] == ' ') {
                if (i > begin) {
                    collect(StringData.fromBytes(line, begin, i - begin));
                }
                begin = i + 1;
            }
        }
    }
}
