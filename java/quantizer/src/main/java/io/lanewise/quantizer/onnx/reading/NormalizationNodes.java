// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.instructions.activation.UnaryFunction;
import io.lanewise.instructions.elementwise.BinaryFunction;
import io.lanewise.operators.activation.L2Normalization;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Normalizations, as the sums and products that they stand for. */
final class NormalizationNodes {

    private NormalizationNodes() {}

    static void addTo(NodeTable table) {
        table.add("BatchNormalization", ImageRole.IMAGE, NormalizationNodes::batch);
        table.add("GroupNormalization", ImageRole.IMAGE, NormalizationNodes::group);
        table.add("InstanceNormalization", ImageRole.IMAGE, NormalizationNodes::instance);
        table.add("LpNormalization", NormalizationNodes::length);
        table.add("LRN", ImageRole.IMAGE, NormalizationNodes::localResponse);
        table.addSeveral("LayerNormalization", NormalizationNodes::layer);
        table.add("RMSNormalization", NormalizationNodes::rootMeanSquare);
    }

    /** A factor and an addend for each channel: what is constant is worked out, in double. */
    private static Value batch(Node node, Emission emission) {
        Refusal.unless(
                node.integer("training_mode", 0) == 0 && (node.outputCount() == 1 || node.opset() < 14),
                "training mode is not supported; export the model for inference");
        Value x = node.input(0);
        Refusal.unless(x.rank() >= 2, "an input of %d dimensions", x.rank());
        float[][] parameters = new float[4][];
        for (int i = 0; i < 4; i++) {
            parameters[i] = node.literal(i + 1).toFloats();
            Refusal.unless(
                    parameters[i].length == x.dims()[1],
                    "input %d has %d values for %d channels",
                    i + 1,
                    parameters[i].length,
                    x.dims()[1]);
        }
        double epsilon = node.real("epsilon", 1e-5f);
        float[] factors = new float[x.dims()[1]];
        float[] addends = new float[factors.length];
        for (int c = 0; c < factors.length; c++) {
            double factor = parameters[0][c] / Math.sqrt(parameters[3][c] + epsilon);
            factors[c] = (float) factor;
            addends[c] = (float) (parameters[1][c] - parameters[2][c] * factor);
        }
        Elementwise e = new Elementwise(emission);
        return e.add(e.mul(x, perChannel(factors, x.rank())), perChannel(addends, x.rank()));
    }

    /** Values of the dimension 1 of a tensor of {@code rank} dimensions. */
    private static Literal perChannel(float[] values, int rank) {
        int[] dims = new int[rank - 1];
        Arrays.fill(dims, 1);
        dims[0] = values.length;
        return Literal.of(values, dims);
    }

    private static Value instance(Node node, Emission emission) {
        Computed x = node.computed(0);
        Refusal.unless(x.rank() >= 3, "an input of %d dimensions", x.rank());
        Elementwise e = new Elementwise(emission);
        Computed normal =
                standardized(emission, x, IntStream.range(2, x.rank()).toArray(), node.real("epsilon", 1e-5f));
        return e.add(
                e.mul(normal, perChannel(node.literal(1).toFloats(), x.rank())),
                perChannel(node.literal(2).toFloats(), x.rank()));
    }

    /** Scale and bias are one for each channel since opset 21, one for each group before. */
    private static Value group(Node node, Emission emission) {
        Computed x = node.computed(0);
        int groups = node.integer("num_groups", 1);
        int[] dims = x.dims();
        Refusal.unless(x.rank() >= 3 && groups >= 1 && dims[1] % groups == 0, "%d groups of %s", groups, x);
        Layout layout = new Layout(emission);
        int[] split = new int[x.rank() + 1];
        System.arraycopy(dims, 0, split, 1, x.rank());
        split[0] = dims[0];
        split[1] = groups;
        split[2] = dims[1] / groups;
        Computed grouped = layout.reshape(x, split);
        Computed normal = standardized(
                emission, grouped, IntStream.range(2, split.length).toArray(), node.real("epsilon", 1e-5f));
        Elementwise e = new Elementwise(emission);
        if (node.literal(1).elements() == groups && groups != dims[1]) {
            Computed scaled = e.add(
                    e.mul(normal, perChannel(node.literal(1).toFloats(), split.length)),
                    perChannel(node.literal(2).toFloats(), split.length));
            return layout.reshape(scaled, dims);
        }
        Computed joined = layout.reshape(normal, dims);
        return e.add(
                e.mul(joined, perChannel(node.literal(1).toFloats(), x.rank())),
                perChannel(node.literal(2).toFloats(), x.rank()));
    }

    /** Rows divided by their lengths. Rows of zeros stay, where ONNX divides by 0. */
    private static Value length(Node node, Emission emission) {
        Computed x = node.computed(0);
        int axis = Node.axis(node.integer("axis", -1), x.rank());
        Refusal.unless(node.integer("p", 2) == 2, "a sum of magnitudes; only lengths are supported (p = 2)");
        Computed last = emission.ordered(x, Orders.lastAxis(x.order(), axis));
        return emission.emit(last.dims(), last.order(), output -> new L2Normalization(last.tensor(), output));
    }

    /** The result, and the mean and the inverse deviation, which few models ask for. */
    private static List<Value> layer(Node node, Emission emission) {
        Computed x = node.computed(0);
        int axis = Node.axis(node.integer("axis", -1), x.rank());
        int[] axes = IntStream.range(axis, x.rank()).toArray();
        Elementwise e = new Elementwise(emission);
        Computed mean = new Reductions(emission).mean(x, axes, true);
        Computed centred = e.binary(BinaryFunction.SUB, x, mean);
        Computed inverse = inverseDeviation(emission, centred, axes, node.real("epsilon", 1e-5f));
        Computed scaled = e.mul(e.mul(centred, inverse), node.input(1));
        return List.of(node.hasInput(2) ? e.add(scaled, node.input(2)) : scaled, mean, inverse);
    }

    /** x / sqrt(mean(x^2) + epsilon), scaled. */
    private static Value rootMeanSquare(Node node, Emission emission) {
        Computed x = node.computed(0);
        int axis = Node.axis(node.integer("axis", -1), x.rank());
        return new Elementwise(emission)
                .mul(
                        divided(emission, x, x, IntStream.range(axis, x.rank()).toArray(), node.real("epsilon", 1e-5f)),
                        node.input(1));
    }

    /** (x - mean) / sqrt(variance + epsilon). */
    private static Computed standardized(Emission emission, Computed x, int[] axes, float epsilon) {
        Computed centred =
                new Elementwise(emission).binary(BinaryFunction.SUB, x, new Reductions(emission).mean(x, axes, true));
        return divided(emission, centred, centred, axes, epsilon);
    }

    private static Computed divided(Emission emission, Computed x, Computed squared, int[] axes, float epsilon) {
        return new Elementwise(emission).mul(x, inverseDeviation(emission, squared, axes, epsilon));
    }

    /** 1 / sqrt(mean(x^2) + epsilon). */
    private static Computed inverseDeviation(Emission emission, Computed x, int[] axes, float epsilon) {
        Elementwise e = new Elementwise(emission);
        return e.unary(UnaryFunction.RSQRT, e.add(new Reductions(emission).mean(e.mul(x, x), axes, true), epsilon));
    }

    /**
     * x / (bias + alpha / size * sum of the squares of the channels around)^beta; the sum is a product with a band
     * matrix.
     */
    private static Value localResponse(Node node, Emission emission) {
        Computed x = node.computed(0);
        Refusal.unless(x.rank() >= 2, "an input of %d dimensions", x.rank());
        int channels = x.dims()[1];
        int size = node.integer("size", 1);
        float alpha = node.real("alpha", 1e-4f);
        Refusal.unless(channels <= 4096 && size >= 1, "%d channels, size %d", channels, size);
        float[] band = new float[channels * channels];
        for (int from = 0; from < channels; from++) {
            for (int to = Math.max(0, from - size / 2); to <= Math.min(channels - 1, from + (size - 1) / 2); to++) {
                band[from * channels + to] = alpha / size;
            }
        }
        Elementwise e = new Elementwise(emission);
        Computed last = emission.ordered(x, Orders.channelsLast(x.rank()));
        Computed rows = Layout.transpose(e.mul(last, last), Orders.inverse(last.order()));
        Computed sums = MatmulNodes.dense(emission, rows, Literal.of(band, channels, channels), null);
        Computed base = e.add(Layout.transpose(sums, last.order()), node.real("bias", 1));
        return e.mul(last, e.binary(BinaryFunction.POW, base, Literal.scalar(-node.real("beta", 0.75f))));
    }
}
