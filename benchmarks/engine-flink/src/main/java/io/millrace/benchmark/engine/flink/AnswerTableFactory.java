package io.millrace.benchmark.engine.flink;

import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkV2Provider;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.types.RowKind;

/** Makes the table that results are inserted into: a sink in this process. */
public final class AnswerTableFactory implements DynamicTableSinkFactory {

    static final String IDENTIFIER = "answer";

    /** How many columns, from the first, make the key. */
    static final ConfigOption<Integer> KEY_COLUMNS =
            ConfigOptions.key("key-columns").intType().noDefaultValue();

    /** What becomes of the rows. */
    static final ConfigOption<AnswerForm> FORM =
            ConfigOptions.key("form").enumType(AnswerForm.class).noDefaultValue();

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(KEY_COLUMNS, FORM);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        return new Table(
                helper.getOptions().get(FORM),
                context.getPhysicalRowDataType()
                        .getLogicalType()
                        .getChildren()
                        .toArray(LogicalType[]::new),
                helper.getOptions().get(KEY_COLUMNS));
    }

    private record Table(AnswerForm form, LogicalType[] types, int keyColumns)
            implements DynamicTableSink {

        /** Upserts: the last row of a key counts, so nobody needs to hear of the one before. */
        @Override
        public ChangelogMode getChangelogMode(ChangelogMode requested) {
            return ChangelogMode.newBuilder()
                    .addContainedKind(RowKind.INSERT)
                    .addContainedKind(RowKind.UPDATE_AFTER)
                    .build();
        }

        @Override
        public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
            return SinkV2Provider.of(new AnswerSink(form, types, keyColumns));
        }

        @Override
        public DynamicTableSink copy() {
            return this;
        }

        @Override
        public String asSummaryString() {
            return IDENTIFIER;
        }
    }
}
