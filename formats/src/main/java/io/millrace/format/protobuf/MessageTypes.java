package io.millrace.format.protobuf;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.millrace.common.PublicApi;
import io.millrace.common.option.NearestName;
import io.millrace.format.protobuf.language.ProtoFile;
import io.millrace.format.protobuf.language.ProtoSyntaxException;
import io.millrace.format.registry.RegisteredSchema;
import io.millrace.format.registry.SchemaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The message types that a descriptor set or a schema of a registry declares. Immutable. */
@PublicApi
public final class MessageTypes {

    /** How many names an error shows. */
    private static final int SHOWN = 20;

    private final String source;

    /** The messages of the outermost level, in the order of their declaration. */
    private final List<Descriptor> outermost;

    private MessageTypes(String source, List<Descriptor> outermost) {
        this.source = source;
        this.outermost = List.copyOf(outermost);
    }

    /**
     * The types of a descriptor set as protoc writes it.
     *
     * @param source where it is from, for messages
     * @throws io.millrace.common.error.MillraceException PROTOBUF_DESCRIPTORS_INVALID
     */
    public static MessageTypes ofDescriptorSet(byte[] bytes, String source) {
        try {
            FileDescriptorSet set = FileDescriptorSet.parseFrom(bytes);
            if (set.getFileCount() == 0) {
                throw ProtobufError.PROTOBUF_DESCRIPTORS_INVALID.exception(
                        source, "it has no files");
            }
            LinkedFiles files = new LinkedFiles(set.getFileList());
            List<Descriptor> types = new ArrayList<>();
            for (FileDescriptorProto file : set.getFileList()) {
                types.addAll(files.link(file.getName()).getMessageTypes());
            }
            return new MessageTypes(source, types);
        } catch (InvalidProtocolBufferException | DescriptorValidationException e) {
            throw ProtobufError.PROTOBUF_DESCRIPTORS_INVALID.causedBy(e, source, e.getMessage());
        }
    }

    /**
     * The types of a schema of a registry, without those that it imports.
     *
     * @throws io.millrace.common.error.MillraceException PROTOBUF_SCHEMA_INVALID,
     *     PROTOBUF_SCHEMA_OTHER
     */
    public static MessageTypes of(RegisteredSchema schema) {
        String source = "schema " + schema.id() + " of the registry";
        if (schema.type() != SchemaType.PROTOBUF) {
            throw ProtobufError.PROTOBUF_SCHEMA_OTHER.exception(source, schema.type());
        }
        List<FileDescriptorProto> files = new ArrayList<>();
        schema.references().forEach((path, text) -> files.add(parse(source, path, text)));
        // No import can have this name.
        String root = "";
        files.add(parse(source, root, schema.text()));
        try {
            FileDescriptor file = new LinkedFiles(files).link(root);
            return new MessageTypes(source, file.getMessageTypes());
        } catch (DescriptorValidationException e) {
            throw ProtobufError.PROTOBUF_SCHEMA_INVALID.causedBy(e, source, e.getMessage());
        }
    }

    private static FileDescriptorProto parse(String source, String path, String text) {
        try {
            return ProtoFile.parse(path, text);
        } catch (ProtoSyntaxException e) {
            String place = path.isEmpty() ? "" : " of its import " + path;
            throw ProtobufError.PROTOBUF_SCHEMA_INVALID.causedBy(
                    e, source, "line " + e.line() + place + ": " + e.getMessage());
        }
    }

    /**
     * The message of this name, with its package or without.
     *
     * @throws io.millrace.common.error.MillraceException PROTOBUF_MESSAGE_UNKNOWN
     */
    public Descriptor named(String name) {
        List<Descriptor> all = all(outermost);
        return all.stream()
                .filter(type -> type.getFullName().equals(name))
                .findFirst()
                .or(() -> onlyOne(all.stream().filter(t -> t.getName().equals(name)).toList()))
                .orElseThrow(() -> unknown(name, all));
    }

    private static Optional<Descriptor> onlyOne(List<Descriptor> types) {
        return types.size() == 1 ? Optional.of(types.get(0)) : Optional.empty();
    }

    private RuntimeException unknown(String name, List<Descriptor> all) {
        List<String> names = all.stream().map(Descriptor::getFullName).toList();
        String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        String more = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
        String nearest = NearestName.of(name, names).map(n -> ", the nearest " + n).orElse("");
        return ProtobufError.PROTOBUF_MESSAGE_UNKNOWN.exception(
                name, source, shown + more + nearest);
    }

    /** The first message that is declared. */
    public Descriptor first() {
        if (outermost.isEmpty()) {
            throw ProtobufError.PROTOBUF_MESSAGE_UNKNOWN.exception("", source, "no messages");
        }
        return outermost.get(0);
    }

    /**
     * The message at this place: each index is a position among the messages that the one before
     * declares inside, the first among the outermost. Empty if there is none.
     */
    public Optional<Descriptor> at(int[] indexes) {
        List<Descriptor> level = outermost;
        Descriptor found = null;
        for (int index : indexes) {
            if (index < 0 || index >= level.size()) {
                return Optional.empty();
            }
            found = level.get(index);
            level = found.getNestedTypes();
        }
        return Optional.ofNullable(found);
    }

    private static List<Descriptor> all(List<Descriptor> level) {
        List<Descriptor> all = new ArrayList<>(level);
        level.stream()
                .filter(type -> !type.getOptions().getMapEntry())
                .forEach(type -> all.addAll(all(type.getNestedTypes())));
        all.removeIf(type -> type.getOptions().getMapEntry());
        return all;
    }
}
