// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.tflite.schema.BuiltinOptionsUnion;
import io.lanewise.tflite.schema.ModelT;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Damages the content of a {@code .tflite} file, whose structure stays whole: any field of any table of the schema, its
 * object API taken by reflection, so that what a new schema brings is damaged, too.
 */
final class TfliteMutator {
    private static final ClassValue<Field[]> FIELDS = new ClassValue<>() {
        @Override
        protected Field[] computeValue(Class<?> table) {
            Field[] fields = Arrays.stream(table.getDeclaredFields())
                    .filter(field -> !Modifier.isStatic(field.getModifiers()))
                    .toArray(Field[]::new);
            Arrays.stream(fields).forEach(field -> field.setAccessible(true));
            return fields;
        }
    };

    /** A field of a table. */
    private record Slot(Object table, Field field) {

        Object get() {
            try {
                return field.get(table);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }

        void set(Object value) {
            try {
                field.set(table, value);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final RandomGenerator random;

    private TfliteMutator(RandomGenerator random) {
        this.random = random;
    }

    /** The file with one to three fields changed. */
    static byte[] mutate(byte[] file, RandomGenerator random) {
        ModelT model = ModelT.deserializeFromBinary(file);
        for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
            List<Slot> slots = new ArrayList<>();
            collect(model, slots);
            new TfliteMutator(random).edit(slots.get(random.nextInt(slots.size())), slots);
        }
        return model.serializeToBinary();
    }

    private static void collect(Object table, List<Slot> slots) {
        for (Field field : FIELDS.get(table.getClass())) {
            Slot slot = new Slot(table, field);
            Object value = slot.get();
            // The type of a union says of which class its value is, which the object API relies on.
            if (!(table instanceof BuiltinOptionsUnion)) {
                slots.add(slot);
            }
            if (value instanceof Object[] tables) {
                Arrays.stream(tables).filter(element -> isTable(element)).forEach(element -> collect(element, slots));
            } else if (isTable(value)) {
                collect(value, slots);
            }
        }
    }

    private static boolean isTable(Object value) {
        return value != null && value.getClass().getPackageName().equals(ModelT.class.getPackageName());
    }

    private void edit(Slot slot, List<Slot> slots) {
        Class<?> type = slot.field.getType();
        Object value = slot.get();
        if (type.isArray()) {
            slot.set(array(value, type.getComponentType()));
        } else if (type.isPrimitive()) {
            slot.set(scalar(type, value));
        } else if (type == String.class) {
            slot.set(Edges.text(random));
        } else {
            // Another table of its kind, or none.
            List<Object> others = slots.stream()
                    .filter(other -> other.field.equals(slot.field))
                    .map(Slot::get)
                    .toList();
            slot.set(random.nextInt(4) == 0 ? null : others.get(random.nextInt(others.size())));
        }
    }

    private Object scalar(Class<?> type, Object old) {
        if (type == boolean.class) {
            return !(Boolean) old;
        }
        if (type == float.class) {
            return Edges.real(random, (Float) old);
        }
        if (type == double.class) {
            return (double) Edges.real(random, ((Double) old).floatValue());
        }
        long value = Edges.integer(random, ((Number) old).longValue());
        return type == byte.class
                ? (Object) (byte) value
                : type == short.class
                        ? (Object) (short) value
                        : type == int.class ? (Object) (int) value : (Object) value;
    }

    /** An element changed, lost, doubled, or changed for another; or no array at all. */
    private Object array(Object array, Class<?> type) {
        int length = array == null ? 0 : Array.getLength(array);
        if (length == 0) {
            Object made = Array.newInstance(type, 1);
            return type.isPrimitive() ? made : array;
        }
        int at = random.nextInt(length);
        switch (random.nextInt(type.isPrimitive() ? 9 : 4)) {
            case 0:
                return copy(array, type, length - 1, i -> i < at ? i : i + 1);
            case 1:
                return copy(array, type, length + 1, i -> i <= at ? i : i - 1);
            case 2:
                int other = random.nextInt(length);
                return copy(array, type, length, i -> i == at ? other : i == other ? at : i);
            case 3:
                return random.nextInt(4) == 0 ? null : copy(array, type, random.nextInt(length), i -> i);
            default:
                Object changed = copy(array, type, length, i -> i);
                Array.set(changed, at, scalar(type, Array.get(array, at)));
                return changed;
        }
    }

    private static Object copy(Object array, Class<?> type, int length, java.util.function.IntUnaryOperator from) {
        Object copy = Array.newInstance(type, length);
        for (int i = 0; i < length; i++) {
            Array.set(copy, i, Array.get(array, from.applyAsInt(i)));
        }
        return copy;
    }
}
