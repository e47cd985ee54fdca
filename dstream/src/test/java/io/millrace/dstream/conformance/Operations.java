package io.millrace.dstream.conformance;

import io.millrace.dstream.conformance.Source.Operation;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.Optional;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.Function3;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.streaming.Duration;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.State;
import org.apache.spark.streaming.StateSpec;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import scala.Tuple2;

/** Each operation of JavaDStream and JavaPairDStream that makes another stream. */
final class Operations {

    private static final Duration THREE = Durations.seconds(3);
    private static final Duration TWO = Durations.seconds(2);
    private static final Duration ONE = Durations.seconds(1);
    private static final Function2<Integer, Integer, Integer> SUM = Integer::sum;
    private static final Function2<Integer, Integer, Integer> LESS = (a, b) -> a - b;
    private static final Function2<String, String, String> LEAST =
            (a, b) -> a.compareTo(b) < 0 ? a : b;
    private static final Function2<List<Integer>, Optional<Integer>, Optional<Integer>> ADD =
            (values, state) -> Optional.of(state.orElse(0) + sum(values));

    private static final Map<String, Operation> ALL = new LinkedHashMap<>();

    static {
        elements();
        partitions();
        aggregates();
        windows();
        transforms();
        pairs();
        pairWindows();
        joins();
        state();
    }

    private Operations() {}

    static Map<String, Operation> all() {
        return ALL;
    }

    private static void add(String name, Operation operation) {
        if (ALL.put(name, operation) != null) {
            throw new IllegalStateException("twice: " + name);
        }
    }

    /** An operation that makes a stream of pairs. */
    private static void addPairs(String name, PairOperation operation) {
        add(name, source -> operation.on(source).toJavaDStream());
    }

    private interface PairOperation extends Serializable {
        JavaPairDStream<?, ?> on(Source source);
    }

    private static int sum(Iterable<Integer> values) {
        int sum = 0;
        for (int value : values) {
            sum += value;
        }
        return sum;
    }

    private static void elements() {
        add("map", s -> s.lines().map(String::toUpperCase));
        add("flatMap", s -> s.lines().flatMap(line -> List.of(line.split(",")).iterator()));
        add("filter", s -> s.lines().filter(line -> line.startsWith("a")));
        addPairs("mapToPair", s -> s.lines().mapToPair(line -> new Tuple2<>(line, line.length())));
        addPairs(
                "flatMapToPair",
                s ->
                        s.lines()
                                .flatMapToPair(
                                        line ->
                                                List.of(
                                                                new Tuple2<>(line, 1),
                                                                new Tuple2<>(line, 2))
                                                        .iterator()));
        add("union", s -> s.lines().union(s.lines().map(line -> line + "!")));
        add("cache", s -> s.lines().map(line -> line + " kept").cache());
        add("persist", s -> s.lines().map(line -> line + " kept").persist());
        add(
                "persist(level)",
                s -> s.lines().map(line -> line + " kept").persist(StorageLevel.DISK_ONLY()));
    }

    private static void partitions() {
        add("glom", s -> s.lines().glom());
        add("mapPartitions", s -> s.lines().mapPartitions(Operations::joined));
        addPairs(
                "mapPartitionsToPair",
                s ->
                        s.lines()
                                .mapPartitionsToPair(
                                        lines ->
                                                List.of(new Tuple2<>(joined(lines).next(), 1))
                                                        .iterator()));
        add("repartition", s -> s.lines().repartition(3));
        addPairs("pairs.repartition", s -> s.pairs().repartition(3));
    }

    private static Iterator<String> joined(Iterator<String> lines) {
        List<String> all = new ArrayList<>();
        lines.forEachRemaining(all::add);
        return List.of(String.join("|", all)).iterator();
    }

    private static void aggregates() {
        add("count", s -> s.lines().count());
        addPairs("countByValue", s -> s.lines().countByValue());
        addPairs("countByValue(n)", s -> s.lines().countByValue(3));
        add("reduce", s -> s.lines().reduce(LEAST));
    }

    private static void windows() {
        add("window", s -> s.lines().window(TWO));
        add("window(slide)", s -> s.lines().window(THREE, TWO));
        add("countByWindow", s -> s.lines().countByWindow(THREE, ONE));
        addPairs("countByValueAndWindow", s -> s.lines().countByValueAndWindow(THREE, ONE));
        addPairs("countByValueAndWindow(n)", s -> s.lines().countByValueAndWindow(THREE, TWO, 3));
        add("reduceByWindow", s -> s.lines().reduceByWindow(LEAST, THREE, ONE));
        add(
                "reduceByWindow(inverse)",
                s ->
                        s.lines()
                                .map(line -> Source.pair(line)._2())
                                .reduceByWindow(SUM, LESS, THREE, ONE));
    }

    private static void transforms() {
        add("transform", s -> s.lines().transform(rdd -> rdd.sortBy(l -> l, true, 1)));
        add(
                "transform(time)",
                s ->
                        s.lines()
                                .transform(
                                        (rdd, time) ->
                                                rdd.map(l -> l + (time.milliseconds() % 2_000))));
        addPairs(
                "transformToPair",
                s -> s.lines().transformToPair(rdd -> rdd.mapToPair(Source::pair)));
        addPairs(
                "transformToPair(time)",
                s ->
                        s.lines()
                                .transformToPair(
                                        (rdd, time) ->
                                                rdd.mapToPair(
                                                        l ->
                                                                new Tuple2<>(
                                                                        l,
                                                                        time.milliseconds()
                                                                                % 2_000))));
        add(
                "transformWith",
                s -> s.lines().transformWith(s.lines(), (a, b, time) -> a.union(b.distinct())));
        add(
                "transformWith(pairs)",
                s -> s.lines().transformWith(s.pairs(), (a, b, time) -> a.union(b.keys())));
        addPairs(
                "transformWithToPair",
                s ->
                        s.lines()
                                .transformWithToPair(
                                        s.lines(), (a, b, time) -> a.zip(b.map(l -> l + "'"))));
        addPairs(
                "transformWithToPair(pairs)",
                s ->
                        s.pairs()
                                .transformWithToPair(
                                        s.others(),
                                        (a, b, time) ->
                                                JavaPairRDD.fromJavaRDD(
                                                        a.subtractByKey(b).map(p -> p))));
    }

    private static void pairs() {
        addPairs("pairs.filter", s -> s.pairs().filter(pair -> pair._2() > 2));
        addPairs("pairs.cache", s -> s.pairs().cache());
        addPairs("pairs.persist", s -> s.pairs().persist(StorageLevel.MEMORY_ONLY()));
        addPairs("pairs.union", s -> s.pairs().union(s.pairs()));
        add("toJavaDStream", s -> s.pairs().toJavaDStream().map(Tuple2::swap));
        addPairs("mapValues", s -> s.pairs().mapValues(n -> n * 10));
        addPairs("flatMapValues", s -> s.pairs().flatMapValues(n -> List.of(n, -n).iterator()));
        addPairs("groupByKey", s -> s.pairs().groupByKey());
        addPairs("groupByKey(n)", s -> s.pairs().groupByKey(3));
        addPairs("groupByKey(partitioner)", s -> s.pairs().groupByKey(new HashPartitioner(3)));
        addPairs("reduceByKey", s -> s.pairs().reduceByKey(SUM));
        addPairs("reduceByKey(n)", s -> s.pairs().reduceByKey(SUM, 3));
        addPairs(
                "reduceByKey(partitioner)",
                s -> s.pairs().reduceByKey(SUM, new HashPartitioner(3)));
        addPairs(
                "combineByKey",
                s ->
                        s.pairs()
                                .combineByKey(n -> 100 + n, SUM, SUM, new HashPartitioner(2))
                                .mapValues(n -> n % 100));
        addPairs(
                "combineByKey(combine)",
                s -> s.pairs().combineByKey(n -> n, SUM, SUM, new HashPartitioner(2), false));
    }

    private static void pairWindows() {
        addPairs("pairs.window", s -> s.pairs().window(TWO));
        addPairs("pairs.window(slide)", s -> s.pairs().window(THREE, TWO));
        addPairs("groupByKeyAndWindow", s -> s.pairs().groupByKeyAndWindow(TWO));
        addPairs("groupByKeyAndWindow(slide)", s -> s.pairs().groupByKeyAndWindow(THREE, TWO));
        addPairs("groupByKeyAndWindow(n)", s -> s.pairs().groupByKeyAndWindow(THREE, ONE, 3));
        addPairs(
                "groupByKeyAndWindow(partitioner)",
                s -> s.pairs().groupByKeyAndWindow(THREE, ONE, new HashPartitioner(3)));
        addPairs("reduceByKeyAndWindow", s -> s.pairs().reduceByKeyAndWindow(SUM, TWO));
        addPairs(
                "reduceByKeyAndWindow(slide)",
                s -> s.pairs().reduceByKeyAndWindow(SUM, THREE, TWO));
        addPairs(
                "reduceByKeyAndWindow(n)", s -> s.pairs().reduceByKeyAndWindow(SUM, THREE, ONE, 3));
        addPairs(
                "reduceByKeyAndWindow(partitioner)",
                s -> s.pairs().reduceByKeyAndWindow(SUM, THREE, ONE, new HashPartitioner(3)));
        addPairs(
                "reduceByKeyAndWindow(inverse)",
                s -> s.pairs().reduceByKeyAndWindow(SUM, LESS, THREE, ONE));
        addPairs(
                "reduceByKeyAndWindow(inverse, filter)",
                s ->
                        s.pairs()
                                .reduceByKeyAndWindow(
                                        SUM, LESS, THREE, ONE, 2, pair -> pair._2() != 0));
        addPairs(
                "reduceByKeyAndWindow(inverse, partitioner)",
                s ->
                        s.pairs()
                                .reduceByKeyAndWindow(
                                        SUM,
                                        LESS,
                                        THREE,
                                        TWO,
                                        new HashPartitioner(3),
                                        pair -> pair._2() != 0));
    }

    private static void joins() {
        HashPartitioner three = new HashPartitioner(3);
        addPairs("cogroup", s -> s.pairs().cogroup(s.strangers()));
        addPairs("cogroup(n)", s -> s.pairs().cogroup(s.strangers(), 3));
        addPairs("cogroup(partitioner)", s -> s.pairs().cogroup(s.strangers(), three));
        addPairs("join", s -> s.pairs().join(s.others()));
        addPairs("join(n)", s -> s.pairs().join(s.others(), 3));
        addPairs("join(partitioner)", s -> s.pairs().join(s.others(), three));
        addPairs("leftOuterJoin", s -> s.pairs().leftOuterJoin(s.others()));
        addPairs("leftOuterJoin(n)", s -> s.pairs().leftOuterJoin(s.others(), 3));
        addPairs("leftOuterJoin(partitioner)", s -> s.pairs().leftOuterJoin(s.others(), three));
        addPairs("rightOuterJoin", s -> s.pairs().rightOuterJoin(s.strangers()));
        addPairs("rightOuterJoin(n)", s -> s.pairs().rightOuterJoin(s.strangers(), 3));
        addPairs(
                "rightOuterJoin(partitioner)", s -> s.pairs().rightOuterJoin(s.strangers(), three));
        addPairs("fullOuterJoin", s -> s.others().fullOuterJoin(s.strangers()));
        addPairs("fullOuterJoin(n)", s -> s.others().fullOuterJoin(s.strangers(), 3));
        addPairs("fullOuterJoin(partitioner)", s -> s.others().fullOuterJoin(s.strangers(), three));
        addPairs("join of windows", s -> s.pairs().window(THREE).join(s.others().window(TWO)));
    }

    private static void state() {
        addPairs("updateStateByKey", s -> s.pairs().updateStateByKey(ADD));
        addPairs("updateStateByKey(n)", s -> s.pairs().updateStateByKey(ADD, 3));
        addPairs(
                "updateStateByKey(partitioner)",
                s -> s.pairs().updateStateByKey(ADD, new HashPartitioner(3)));
        add("mapWithState", s -> s.pairs().mapWithState(StateSpec.function(Operations.running())));
        addPairs(
                "mapWithState.stateSnapshots",
                s ->
                        s.pairs()
                                .mapWithState(StateSpec.function(Operations.running()))
                                .stateSnapshots());
        addPairs(
                "mapWithState(timeout)",
                s ->
                        s.pairs()
                                .mapWithState(StateSpec.function(Operations.running()).timeout(TWO))
                                .stateSnapshots());
    }

    private static Function3<String, Optional<Integer>, State<Integer>, String> running() {
        return (key, value, state) -> {
            if (state.isTimingOut()) {
                return key + " timed out at " + state.get();
            }
            int sum = value.orElse(0) + (state.exists() ? state.get() : 0);
            state.update(sum);
            return key + "=" + Math.signum(sum);
        };
    }
}
