// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Rounding;
import java.util.Arrays;
import java.util.stream.IntStream;

/** {@code Gemm} and {@code MatMul}: dense layers where the right matrix is constant. */
final class MatmulNodes {

    private MatmulNodes() {}

    static void addTo(NodeTable table) {
        table.add("Gemm", MatmulNodes::gemm);
        table.add("MatMul", MatmulNodes::matMul);
    }

    private static Value gemm(Node node, Emission emission) {
        Value left = node.input(0);
        Value right = node.input(1);
        Refusal.unless(
                left.rank() == 2 && right.rank() == 2, "matrices of %d and %d dimensions", left.rank(), right.rank());
        if (node.integer("transA", 0) != 0) {
            left = transposed(left);
        }
        if (node.integer("transB", 0) != 0) {
            right = transposed(right);
        }
        float alpha = node.real("alpha", 1);
        float beta = node.real("beta", 1);
        int columns = right.dims()[1];
        boolean row = node.hasInput(2) && node.input(2) instanceof Literal c && isRow(c.dims(), columns);
        Elementwise elementwise = new Elementwise(emission);
        Computed product;
        if (right instanceof Literal weights) {
            product = dense(
                    emission, left, scaled(weights, alpha), row ? bias((Literal) node.input(2), beta, columns) : null);
        } else {
            Computed unscaled = matMul(emission, left, right);
            product = alpha == 1 ? unscaled : elementwise.mul(unscaled, alpha);
            row = false;
        }
        if (!node.hasInput(2) || row) {
            return product;
        }
        Value addend = node.input(2);
        return elementwise.add(
                product,
                beta == 1 ? addend : addend instanceof Literal c ? scaled(c, beta) : elementwise.mul(addend, beta));
    }

    /** Whether an addend is the same for every row. */
    private static boolean isRow(int[] dims, int columns) {
        return dims.length == 0
                || dims.length == 1 && (dims[0] == columns || dims[0] == 1)
                || dims.length == 2 && dims[0] == 1 && (dims[1] == columns || dims[1] == 1);
    }

    private static Literal bias(Literal addend, float beta, int columns) {
        int elements = addend.elements();
        return scaled(addend, beta)
                .gathered(
                        IntStream.range(0, columns)
                                .map(i -> elements == 1 ? 0 : i)
                                .toArray(),
                        columns);
    }

    private static Literal scaled(Literal literal, float factor) {
        if (factor == 1 && literal.isReal()) {
            return literal;
        }
        float[] values = literal.toFloats().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return Literal.of(values, literal.dims());
    }

    private static Value transposed(Value matrix) {
        int[] swap = {1, 0};
        return matrix instanceof Computed computed
                ? Layout.transpose(computed, swap)
                : ((Literal) matrix).transposed(swap);
    }

    static Value matMul(Node node, Emission emission) {
        Value left = node.input(0);
        Value right = node.input(1);
        Refusal.unless(left.rank() > 0 && right.rank() > 0, "a scalar operand");
        Layout layout = new Layout(emission);
        // A vector is a row on the left and a column on the right; its dimension of 1 goes again.
        Value rows = left.rank() == 1 ? reshaped(layout, left, 1, left.dims()[0]) : left;
        Value columns = right.rank() == 1 ? reshaped(layout, right, right.dims()[0], 1) : right;
        // TFLite scales the sums of a dense layer otherwise; in files of its rounding that is a Gemm.
        boolean isDense = columns instanceof Literal weights
                && weights.rank() == 2
                && (weights.quantized() == null || emission.rounding() == Rounding.ONNX);
        Computed product = isDense ? dense(emission, rows, (Literal) columns, null) : matMul(emission, rows, columns);
        int[] dims = product.dims();
        if (left.rank() > 1 && right.rank() > 1) {
            return product;
        }
        int outer = dims.length - 2;
        int[] squeezed = Arrays.copyOf(dims, outer + (left.rank() > 1 ? 1 : 0) + (right.rank() > 1 ? 1 : 0));
        if (left.rank() > 1) {
            squeezed[outer] = dims[outer];
        } else if (right.rank() > 1) {
            squeezed[outer] = dims[outer + 1];
        }
        return layout.reshape(product, squeezed);
    }

    private static Value reshaped(Layout layout, Value value, int... dims) {
        return value instanceof Computed computed ? layout.reshape(computed, dims) : ((Literal) value).reshaped(dims);
    }

    /** {@code weights}: [K, N]; {@code bias} may be null. */
    static Computed dense(Emission emission, Value left, Literal weights, Literal bias) {
        Computed rows = emission.ordered(left, Orders.identity(left.rank()));
        int depth = weights.dims()[0];
        int columns = weights.dims()[1];
        Refusal.unless(
                rows.dims()[rows.rank() - 1] == depth && depth > 0 && columns > 0,
                "cannot multiply %s and %s",
                rows,
                Arrays.toString(weights.dims()));
        Literal laid = weights.transposed(new int[] {1, 0});
        int[] dims = rows.dims().clone();
        dims[dims.length - 1] = columns;
        int w = emission.constant(laid);
        int b = bias == null ? -1 : emission.constant(bias);
        return emission.emit(
                dims,
                Orders.identity(dims.length),
                output -> new FullyConnected(rows.tensor(), w, b, output, Activation.NONE, dims.length != 2));
    }

    static Computed matMul(Emission emission, Value left, Value right) {
        Computed l = emission.ordered(left, Orders.identity(left.rank()));
        Computed r = emission.ordered(right, Orders.identity(right.rank()));
        int[] outer =
                Strides.broadcastDims(Arrays.copyOf(l.dims(), l.rank() - 2), Arrays.copyOf(r.dims(), r.rank() - 2));
        int[] dims = Arrays.copyOf(outer, outer.length + 2);
        dims[outer.length] = l.dims()[l.rank() - 2];
        dims[outer.length + 1] = r.dims()[r.rank() - 1];
        Refusal.unless(l.dims()[l.rank() - 1] == r.dims()[r.rank() - 2], "cannot multiply %s and %s", l, r);
        return emission.emit(
                dims, Orders.identity(dims.length), output -> new BatchMatMul(l.tensor(), r.tensor(), output));
    }
}
