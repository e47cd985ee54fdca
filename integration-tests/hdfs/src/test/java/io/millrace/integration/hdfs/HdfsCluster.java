package io.millrace.integration.hdfs;

import io.millrace.spark.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.protocol.HdfsFileStatus;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.io.Text;

/** A name node and a data node in this process, and what is in their files. */
final class HdfsCluster implements AutoCloseable {

    private final MiniDFSCluster cluster;
    private final FileSystem files;

    private HdfsCluster(MiniDFSCluster cluster, FileSystem files) {
        this.cluster = cluster;
        this.files = files;
    }

    static HdfsCluster start() {
        Configuration configuration = new Configuration();
        configuration.set(
                MiniDFSCluster.HDFS_MINIDFS_BASEDIR, LocalStack.newDirectory("hdfs").toString());
        try {
            MiniDFSCluster cluster = new MiniDFSCluster.Builder(configuration).build();
            cluster.waitActive();
            return new HdfsCluster(cluster, cluster.getFileSystem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The full name of a path. */
    String uri(String path) {
        return cluster.getURI().resolve(path).toString();
    }

    FileSystem files() {
        return files;
    }

    /** The lines of each directory of text files below a directory, sorted. */
    Map<String, List<String>> lines(String below) throws IOException {
        Map<String, List<String>> all = new TreeMap<>();
        for (FileStatus directory : files.globStatus(new Path(below + "/lines-*"))) {
            List<String> lines = new ArrayList<>();
            for (FileStatus part : parts(directory.getPath())) {
                try (var in = files.open(part.getPath())) {
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .forEach(lines::add);
                }
            }
            lines.sort(null);
            all.put(directory.getPath().getName(), lines);
        }
        return all;
    }

    /** The pairs of each directory of sequence files below a directory, sorted. */
    Map<String, List<String>> counts(String below) throws IOException {
        Map<String, List<String>> all = new TreeMap<>();
        for (FileStatus directory : files.globStatus(new Path(below + "/counts-*"))) {
            List<String> counts = new ArrayList<>();
            for (FileStatus part : parts(directory.getPath())) {
                addPairs(part.getPath(), counts);
            }
            counts.sort(null);
            all.put(directory.getPath().getName(), counts);
        }
        return all;
    }

    private void addPairs(Path file, List<String> pairs) throws IOException {
        Text word = new Text();
        LongWritable count = new LongWritable();
        try (SequenceFile.Reader reader =
                new SequenceFile.Reader(files.getConf(), SequenceFile.Reader.file(file))) {
            while (reader.next(word, count)) {
                pairs.add(word + " " + count);
            }
        }
    }

    private FileStatus[] parts(Path directory) throws IOException {
        return files.globStatus(new Path(directory, "part-*"));
    }

    /** A number for each file of a directory which another file of the same name does not have. */
    List<Long> identities(String directory) throws IOException {
        return Arrays.stream(parts(new Path(directory)))
                .map(status -> ((HdfsFileStatus) status).getFileId())
                .toList();
    }

    /** The names of all that is in a directory. */
    List<String> names(String directory) throws IOException {
        return Arrays.stream(files.listStatus(new Path(directory)))
                .map(status -> status.getPath().getName())
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        cluster.shutdown();
    }
}
