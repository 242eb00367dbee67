// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.graph.Uses;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import io.lanewise.tflite.schema.BuiltinOperator;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Finds weights that are looked up in a codebook: a GATHER of a constant float table by indices that a CAST makes of
 * uint8 constants, or of int4 constants behind a DEQUANTIZE with scale 1. CAST and GATHER are not supported elsewhere.
 */
final class CodebookReader implements FamilyReader {

    @Override
    public int newestVersion(int code) {
        return switch (code) {
            case BuiltinOperator.CAST, BuiltinOperator.GATHER -> 7;
            default -> 0;
        };
    }

    @Override
    public List<Operator> read(OperatorSource source) {
        return List.of(
                switch (source.code()) {
                    case BuiltinOperator.CAST -> cast(source);
                    case BuiltinOperator.GATHER -> gather(source);
                    default -> throw source.unknown();
                });
    }

    /** Stands for the indices until the GATHER is seen. */
    private static Operator cast(OperatorSource source) {
        Tensor input = source.tensor(source.input(0));
        Tensor output = source.tensor(source.output());
        boolean indices = input.type() == DataType.UINT8 && input.isConstant() || input.type() == DataType.FLOAT32;
        Problem.unless(
                indices && output.type() == DataType.INT32,
                "from %s to %s is only supported in front of a GATHER of a constant table",
                input,
                output);
        return new Dequantize(source.input(0), source.output());
    }

    /** A lookup whose input is still the table and whose indices are to be found. */
    private static Operator gather(OperatorSource source) {
        Tensor table = source.tensor(source.input(0));
        Problem.unless(
                table.isConstant()
                        && table.type() == DataType.FLOAT32
                        && table.shape().rank() == 1
                        && table.shape().elements() >= 1
                        && table.shape().elements() <= 256,
                "of %s is not supported, only of a constant table of 1 to 256 floats",
                table);
        return new Dequantize(source.input(1), source.output());
    }

    /**
     * The operators with one DEQUANTIZE of constants with a codebook in the place of each lookup.
     *
     * @param sources where the operators were read from, in the same order
     * @param operators null where {@link PaddedMaxPools} has left nothing
     * @param tensors the stored indices get their codebook here
     */
    static List<Operator> fold(List<OperatorSource> sources, List<Operator> operators, List<Tensor> tensors) {
        Operator[] folded = operators.toArray(Operator[]::new);
        Uses uses = new Uses(tensors.size(), operators);
        for (int i = 0; i < folded.length; i++) {
            if (sources.get(i).kind().equals("GATHER")) {
                int cast = producer(
                        sources, "CAST", uses.producer(operators.get(i).inputs().get(0)));
                Problem.unless(cast >= 0, "operator %d GATHER: its indices are not made by a CAST of constants", i);
                folded[cast] = null;
                int stored = operators.get(cast).inputs().get(0);
                int read = producer(sources, "DEQUANTIZE", uses.producer(stored));
                if (read >= 0) {
                    folded[read] = null;
                    stored = operators.get(read).inputs().get(0);
                }
                tensors.set(
                        stored,
                        withCodebook(
                                tensors.get(stored), tensors.get(sources.get(i).input(0)), i));
                folded[i] = new Dequantize(stored, operators.get(i).output());
            }
        }
        for (int i = 0; i < folded.length; i++) {
            if (folded[i] != null && sources.get(i).kind().equals("CAST")) {
                throw new Problem("operator " + i + " CAST is only supported in front of a GATHER of a constant table");
            }
        }
        return Arrays.stream(folded).filter(Objects::nonNull).toList();
    }

    /** The operator itself if it is of a kind; else -1. */
    private static int producer(List<OperatorSource> sources, String kind, int operator) {
        return operator >= 0 && sources.get(operator).kind().equals(kind) ? operator : -1;
    }

    private static Tensor withCodebook(Tensor stored, Tensor table, int operator) {
        boolean int4 =
                stored.type() == DataType.INT4 && Quantization.perTensor(1, -8).equals(stored.quantization());
        Problem.unless(
                stored.isConstant() && (int4 || stored.type() == DataType.UINT8),
                "operator %d GATHER: its indices %s are not uint8 constants, or int4 with scale 1 and zero point -8",
                operator,
                stored);
        Problem.unless(
                !int4 || table.shape().elements() <= 16, "operator %d GATHER: int4 indices of %s", operator, table);
        float[] codebook = new float[table.shape().elements()];
        ByteBuffer data = table.data();
        data.asFloatBuffer().get(codebook);
        return new Tensor(stored.name(), stored.type(), stored.shape(), Quantization.codebook(codebook), stored.data());
    }
}
