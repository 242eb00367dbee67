// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.lanewise.quantizer.onnx.reading.OnnxReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Damages the content of an {@code .onnx} file, whose structure stays whole: any field of any message of the schema.
 */
final class OnnxMutator {
    private static final List<String> KINDS = List.copyOf(OnnxReader.operators());

    /** A field of a message, set or not. */
    private record Slot(Message.Builder message, FieldDescriptor field) {}

    private final RandomGenerator random;
    private final List<Slot> slots = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    private OnnxMutator(RandomGenerator random) {
        this.random = random;
    }

    /** The file with one to three fields changed. */
    static byte[] mutate(byte[] file, RandomGenerator random) {
        try {
            ModelProto.Builder model = ModelProto.parseFrom(file).toBuilder();
            for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                OnnxMutator mutator = new OnnxMutator(random);
                mutator.collect(model);
                mutator.edit(mutator.slots.get(random.nextInt(mutator.slots.size())));
            }
            return model.build().toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Every field that is set, and of those that are not a few. */
    private void collect(Message.Builder message) {
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            boolean set = field.isRepeated() ? message.getRepeatedFieldCount(field) > 0 : message.hasField(field);
            if (set || random.nextInt(12) == 0) {
                slots.add(new Slot(message, field));
            }
            if (set && field.getJavaType() == JavaType.MESSAGE) {
                for (int i = 0; i < (field.isRepeated() ? message.getRepeatedFieldCount(field) : 1); i++) {
                    collect(
                            field.isRepeated()
                                    ? message.getRepeatedFieldBuilder(field, i)
                                    : message.getFieldBuilder(field));
                }
            } else if (set && field.getJavaType() == JavaType.STRING) {
                Object value = message.getField(field);
                if (value instanceof List<?> list) {
                    list.forEach(text -> texts.add((String) text));
                } else {
                    texts.add((String) value);
                }
            }
        }
    }

    private void edit(Slot slot) {
        if (slot.field.isRepeated()) {
            repeated(slot);
        } else if (slot.field.getJavaType() == JavaType.MESSAGE || random.nextInt(10) == 0) {
            slot.message.clearField(slot.field);
        } else {
            slot.message.setField(slot.field, scalar(slot.field, slot.message.getField(slot.field)));
        }
    }

    /** An element changed, lost, doubled, or changed for another. */
    private void repeated(Slot slot) {
        Message.Builder message = slot.message;
        FieldDescriptor field = slot.field;
        List<Object> elements = new ArrayList<>((List<?>) message.getField(field));
        if (elements.isEmpty()) {
            if (field.getJavaType() != JavaType.MESSAGE) {
                message.addRepeatedField(field, scalar(field, zero(field)));
            }
            return;
        }
        int at = random.nextInt(elements.size());
        switch (random.nextInt(field.getJavaType() == JavaType.MESSAGE ? 3 : 7)) {
            case 0 -> elements.remove(at);
            case 1 -> elements.add(at, elements.get(at));
            case 2 -> elements.set(at, elements.set(random.nextInt(elements.size()), elements.get(at)));
            default -> elements.set(at, scalar(field, elements.get(at)));
        }
        message.clearField(field);
        elements.forEach(element -> message.addRepeatedField(field, element));
    }

    private static Object zero(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT -> 0;
            case LONG -> 0L;
            case FLOAT -> 0f;
            case DOUBLE -> 0d;
            case BOOLEAN -> false;
            case STRING -> "";
            case BYTE_STRING -> ByteString.EMPTY;
            case ENUM -> field.getEnumType().getValues().get(0);
            case MESSAGE -> throw new IllegalArgumentException(field.getName());
        };
    }

    private Object scalar(FieldDescriptor field, Object old) {
        return switch (field.getJavaType()) {
            case INT -> (int) Edges.integer(random, (Integer) old);
            case LONG -> Edges.integer(random, (Long) old);
            case FLOAT -> Edges.real(random, (Float) old);
            case DOUBLE -> (double) Edges.real(random, ((Double) old).floatValue());
            case BOOLEAN -> !(Boolean) old;
            case STRING -> text(field);
            case BYTE_STRING -> bytes((ByteString) old);
            case ENUM -> kind(field.getEnumType());
            case MESSAGE -> throw new IllegalArgumentException(field.getName());
        };
    }

    private static Object pick(RandomGenerator random, List<?> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private Object kind(EnumDescriptor type) {
        return pick(random, type.getValues());
    }

    private Object text(FieldDescriptor field) {
        boolean kind = field.getName().equals("op_type");
        return random.nextInt(4) == 0
                ? Edges.text(random)
                : kind || texts.isEmpty() ? pick(random, KINDS) : pick(random, texts);
    }

    /** One number of 4 or 8 bytes; or more of them, or fewer. */
    private ByteString bytes(ByteString old) {
        int width = random.nextBoolean() ? Integer.BYTES : Long.BYTES;
        if (old.size() < width || random.nextInt(4) == 0) {
            int size = Math.max(0, old.size() + random.nextInt(17) - 8);
            return ByteString.copyFrom(java.util.Arrays.copyOf(old.toByteArray(), size));
        }
        ByteBuffer changed = ByteBuffer.wrap(old.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        int at = random.nextInt(old.size() / width) * width;
        if (width == Long.BYTES) {
            changed.putLong(at, Edges.integer(random, changed.getLong(at)));
        } else {
            changed.putInt(at, (int) Edges.integer(random, changed.getInt(at)));
        }
        return ByteString.copyFrom(changed.array());
    }
}
