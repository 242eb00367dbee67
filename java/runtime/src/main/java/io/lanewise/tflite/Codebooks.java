// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.graph.Uses;
import io.lanewise.operators.conversion.Cast;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.lookup.Gather;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Finds weights that are looked up in a codebook: a GATHER of a constant float table by indices that a CAST makes of
 * uint8 constants, or of int4 constants behind a DEQUANTIZE with scale 1. They become constants with that codebook.
 */
final class Codebooks {
    private static final int MOST_ENTRIES = 256;
    private static final int MOST_ENTRIES_INT4 = 16;

    private final List<Operator> operators;
    private final List<Tensor> tensors;
    private final Uses uses;

    private Codebooks(List<Operator> operators, List<Tensor> tensors) {
        this.operators = operators;
        this.tensors = tensors;
        this.uses = new Uses(tensors.size(), operators);
    }

    /**
     * The operators with one DEQUANTIZE of constants with a codebook in the place of each such lookup.
     *
     * @param operators null where {@link PaddedMaxPools} has left nothing
     * @param tensors the stored indices get their codebook here
     */
    static List<Operator> fold(List<Operator> operators, List<Tensor> tensors) {
        Codebooks pass = new Codebooks(operators, tensors);
        Operator[] folded = operators.toArray(Operator[]::new);
        for (int i = 0; i < folded.length; i++) {
            if (operators.get(i) instanceof Gather gather && pass.isTable(gather)) {
                pass.fold(i, gather, folded);
            }
        }
        return Arrays.stream(folded).filter(Objects::nonNull).toList();
    }

    private boolean isTable(Gather gather) {
        Tensor table = tensors.get(gather.input());
        return table.isConstant()
                && table.type() == DataType.FLOAT32
                && table.shape().rank() == 1
                && table.shape().elements() >= 1
                && table.shape().elements() <= MOST_ENTRIES;
    }

    private void fold(int index, Gather gather, Operator[] folded) {
        int cast = uses.producer(gather.indices());
        if (cast < 0 || !(operators.get(cast) instanceof Cast made) || uses.readers(made.output()) != 1) {
            return;
        }
        int stored = made.input();
        int read = uses.producer(stored);
        if (read >= 0 && operators.get(read) instanceof Dequantize dequantize && uses.readers(stored) == 1) {
            stored = dequantize.input();
        } else {
            read = -1;
        }
        Tensor table = tensors.get(gather.input());
        if (!holdsIndices(tensors.get(stored), read >= 0, table.shape().elements())) {
            return;
        }
        folded[cast] = null;
        if (read >= 0) {
            folded[read] = null;
        }
        tensors.set(stored, withCodebook(tensors.get(stored), table));
        folded[index] = new Dequantize(stored, gather.output());
    }

    private static boolean holdsIndices(Tensor stored, boolean dequantized, int entries) {
        boolean int4 = stored.type() == DataType.INT4
                && Quantization.perTensor(1, -8).equals(stored.quantization())
                && entries <= MOST_ENTRIES_INT4;
        return stored.isConstant() && (dequantized ? int4 : stored.type() == DataType.UINT8);
    }

    private static Tensor withCodebook(Tensor stored, Tensor table) {
        float[] codebook = new float[table.shape().elements()];
        ByteBuffer data = table.data();
        data.asFloatBuffer().get(codebook);
        return new Tensor(stored.name(), stored.type(), stored.shape(), Quantization.codebook(codebook), stored.data());
    }
}
