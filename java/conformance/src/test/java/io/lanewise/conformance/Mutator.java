// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.lanewise.tflite.schema.Model;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Damages a model file in reproducible ways, mostly in its structure rather than in its weights. */
public final class Mutator {
    private static final int[] EDGES = {
        0,
        1,
        -1,
        2,
        4,
        7,
        127,
        128,
        -128,
        255,
        1 << 16,
        1 << 20,
        1 << 30,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Integer.MAX_VALUE - 3
    };

    private final byte[] file;
    /** Offsets of all bytes that are not constant data. */
    private final int[] structure;

    /** {@code constant}: of each byte, whether it is a constant's data. */
    private Mutator(byte[] file, boolean[] constant) {
        this.file = file;
        int[] offsets = new int[file.length];
        int count = 0;
        for (int i = 0; i < file.length; i++) {
            if (!constant[i]) {
                offsets[count++] = i;
            }
        }
        this.structure = Arrays.copyOf(offsets, count);
    }

    /** Of a .tflite file, to damage it mostly outside of its constants. */
    public static Mutator ofTflite(ByteBuffer original) {
        byte[] file = bytes(original);
        boolean[] constant = new boolean[file.length];
        Model model = Model.getRootAsModel(ByteBuffer.wrap(file));
        for (int i = 0; i < model.buffersLength(); i++) {
            ByteBuffer data = model.buffers(i).dataAsByteBuffer();
            if (data != null) {
                Arrays.fill(constant, data.position(), data.limit(), true);
            }
        }
        return new Mutator(file, constant);
    }

    /** Of data that lies in the file as it is in memory; where the same bytes occur twice, the first place counts. */
    public static Mutator ofOnnx(ByteBuffer original) {
        byte[] file = bytes(original);
        boolean[] constant = new boolean[file.length];
        try {
            String text = new String(file, StandardCharsets.ISO_8859_1);
            for (TensorProto tensor : ModelProto.parseFrom(file).getGraph().getInitializerList()) {
                String data = tensor.getRawData().toString(StandardCharsets.ISO_8859_1);
                int at = data.length() < 16 ? -1 : text.indexOf(data);
                Arrays.fill(constant, Math.max(at, 0), at < 0 ? 0 : at + data.length(), true);
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
        return new Mutator(file, constant);
    }

    private static byte[] bytes(ByteBuffer original) {
        byte[] bytes = new byte[original.remaining()];
        original.get(original.position(), bytes);
        return bytes;
    }

    /** The damaged file of a number; the same on every machine. */
    public byte[] mutate(int number) {
        Random random = new Random(number);
        byte[] damaged = file.clone();
        for (int edits = random.nextInt(4) == 0 ? 3 : 1; edits > 0; edits--) {
            switch (random.nextInt(10)) {
                case 0 -> damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
                case 1, 2, 3 -> flipBits(damaged, random);
                case 4 -> copyBytes(damaged, random);
                default -> editField(damaged, random);
            }
            if (damaged.length < Integer.BYTES) {
                break;
            }
        }
        return damaged;
    }

    private void flipBits(byte[] damaged, Random random) {
        for (int bits = 1 + random.nextInt(8); bits > 0; bits--) {
            int at = random.nextInt(2) == 0 ? random.nextInt(damaged.length) : place(damaged, random, 1);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
        }
    }

    private void copyBytes(byte[] damaged, Random random) {
        int length = 1 + random.nextInt(Math.min(64, damaged.length));
        int from = random.nextInt(damaged.length - length + 1);
        System.arraycopy(damaged, from, damaged, place(damaged, random, length), length);
    }

    /** A scalar, size or offset of 1, 2 or 4 bytes becomes an edge value, a random one, or moves a little. */
    private void editField(byte[] damaged, Random random) {
        int width = 1 << random.nextInt(3);
        int at = place(damaged, random, Integer.BYTES) & -width;
        ByteBuffer field = ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN);
        int old = field.getInt(at);
        int value = switch (random.nextInt(4)) {
            case 0 -> random.nextInt();
            case 1 -> old + random.nextInt(33) - 16;
            case 2 -> damaged.length - at + random.nextInt(9) - 4;
            default -> EDGES[random.nextInt(EDGES.length)];
        };
        int mask = (int) ((1L << 8 * width) - 1);
        field.putInt(at, old & ~mask | value & mask);
    }

    /** Where {@code length} bytes of structure, or what truncation left, can be changed. */
    private int place(byte[] damaged, Random random, int length) {
        return Math.min(structure[random.nextInt(structure.length)], damaged.length - length);
    }
}
