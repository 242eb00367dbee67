// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.matmul;

import io.lanewise.graph.Graph;
import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.matmul.BatchMatMulF32;
import io.lanewise.instructions.matmul.BatchMatMulS8;
import io.lanewise.instructions.matmul.MatrixShape;
import io.lanewise.operators.Arithmetic;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.TwoInputs;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Product of matrices in the last two dimensions, [.., M, K] x [.., K, N]; outer dimensions broadcast. Both are
 * activations; constant weights are a {@link FullyConnected}.
 *
 * @param leftTransposed whether the left input is [.., K, M]
 * @param rightTransposed whether the right input is [.., N, K]
 */
public record BatchMatMul(int left, int right, int output, boolean leftTransposed, boolean rightTransposed)
        implements TwoInputs {

    /** Of matrices as they are. */
    public BatchMatMul(int left, int right, int output) {
        this(left, right, output, false, false);
    }

    @Override
    public BatchMatMul remap(IntUnaryOperator map) {
        return new BatchMatMul(
                map.applyAsInt(left), map.applyAsInt(right), map.applyAsInt(output), leftTransposed, rightTransposed);
    }

    @Override
    public String kind() {
        return "BATCH_MATMUL";
    }

    @Override
    public List<Shape> outputShapes(Graph graph, List<Shape> shapes) {
        return List.of(MatrixShape.product(shapes.get(0), shapes.get(1), leftTransposed, rightTransposed));
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor l = lowering.tensor(left);
        Tensor r = lowering.tensor(right);
        Tensor o = lowering.tensor(output);
        MatrixShape shape = MatrixShape.of(l, r, o, leftTransposed, rightTransposed);
        lowering.emit(
                lowering.arithmetic() == Arithmetic.FLOAT32
                        ? new BatchMatMulF32(shape, lowering.reproducible())
                        : BatchMatMulS8.of(shape, l, r, o));
    }

    /** Every element of the output is a sum of K products. */
    @Override
    public long macs(Graph graph) {
        return (long) graph.tensor(output).shape().elements()
                * graph.tensor(left).shape().dim(leftTransposed ? -2 : -1);
    }

    @Override
    public OutputScale outputScale() {
        return OutputScale.OWN;
    }

    @Override
    public Optional<String> noForm(DataType type) {
        return type == DataType.INT8
                ? Optional.empty()
                : Optional.of("no " + type.label() + " form of a product of two activations yet");
    }
}
