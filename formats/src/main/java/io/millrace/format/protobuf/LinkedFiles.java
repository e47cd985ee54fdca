package io.millrace.format.protobuf;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Links files of message types with those that they import. */
final class LinkedFiles {

    /** What every installation of Protobuf has. */
    private static final Map<String, FileDescriptor> OF_PROTOBUF =
            Stream.of(
                            AnyProto.getDescriptor(),
                            ApiProto.getDescriptor(),
                            DescriptorProtos.getDescriptor(),
                            DurationProto.getDescriptor(),
                            EmptyProto.getDescriptor(),
                            FieldMaskProto.getDescriptor(),
                            SourceContextProto.getDescriptor(),
                            StructProto.getDescriptor(),
                            TimestampProto.getDescriptor(),
                            TypeProto.getDescriptor(),
                            WrappersProto.getDescriptor())
                    .collect(Collectors.toMap(FileDescriptor::getName, Function.identity()));

    private final Map<String, FileDescriptorProto> files = new HashMap<>();
    private final Map<String, FileDescriptor> linked = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    LinkedFiles(Collection<FileDescriptorProto> files) {
        files.forEach(file -> this.files.put(file.getName(), file));
    }

    /**
     * Links one file with all that it imports. An import that is nowhere counts as empty: it may
     * hold nothing but options.
     *
     * @throws DescriptorValidationException if something in them is not valid or not there
     */
    FileDescriptor link(String name) throws DescriptorValidationException {
        FileDescriptor known = linked.get(name);
        if (known != null) {
            return known;
        }
        FileDescriptorProto file = files.get(name);
        if (file == null || !open.add(name)) {
            FileDescriptor builtIn = OF_PROTOBUF.get(name);
            return builtIn == null ? empty(name) : builtIn;
        }
        FileDescriptor[] imports = new FileDescriptor[file.getDependencyCount()];
        for (int i = 0; i < imports.length; i++) {
            imports[i] = link(file.getDependency(i));
        }
        open.remove(name);
        FileDescriptor result = FileDescriptor.buildFrom(file, imports);
        linked.put(name, result);
        return result;
    }

    private static FileDescriptor empty(String name) throws DescriptorValidationException {
        return FileDescriptor.buildFrom(
                FileDescriptorProto.newBuilder().setName(name).build(), new FileDescriptor[0]);
    }
}
