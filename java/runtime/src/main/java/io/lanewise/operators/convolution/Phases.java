// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.convolution;

import io.lanewise.instructions.Layer;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.Weights;
import io.lanewise.instructions.Window;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.instructions.movement.StridedView;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A transposed convolution as a plain one of stride 1. Output row {@code m * stride + p} takes kernel row
 * {@code (p + padding) % stride + stride * j} times input row {@code m + (p + padding) / stride - j}: for each phase a
 * convolution of its own, of every stride-th kernel row backwards. Phases are output channels side by side, in kernels
 * of one size, where what a phase lacks is real 0; columns likewise.
 */
record Phases(Axis rows, Axis columns, int batch, int inputChannels, int outputChannels) {
    /** How many times as large as the file's weights may become: a small file is not to ask for much memory. */
    private static final int MOST_GROWTH = 64;

    private static final int ALWAYS_ALLOWED = 1 << 16;

    /**
     * One dimension.
     *
     * @param before input cells before that of the same place which the common kernel begins with
     * @param taps size of the common kernel
     */
    record Axis(int kernel, int stride, int padding, int input, int output, int before, int taps) {

        static Axis of(int kernel, int stride, int padding, int input, int output) {
            int before = 0;
            int after = 0;
            for (int p = 0; p < Math.min(stride, output); p++) {
                int first = (p + padding) % stride;
                int shift = (p + padding) / stride;
                int count = first < kernel ? (kernel - first + stride - 1) / stride : 0;
                before = Math.max(before, count - 1 - shift);
                after = Math.max(after, shift);
            }
            return new Axis(kernel, stride, padding, input, output, before, before + after + 1);
        }

        /** Outputs that are computed at one place: those of a stride, or all there are. */
        int phases() {
            return Math.min(stride, output);
        }

        /** Places of the convolution; the last may have outputs too many. */
        int places() {
            return (output + phases() - 1) / phases();
        }

        /** Cells of the kernels of all phases. */
        long cells() {
            return (long) phases() * taps;
        }

        /** Which cell of the original kernel a tap of a phase is; -1 for none. */
        int cell(int phase, int tap) {
            int j = before + (phase + padding) / stride - tap;
            int cell = (phase + padding) % stride + stride * j;
            return j >= 0 && cell < kernel ? cell : -1;
        }
    }

    static Phases of(Layer layer, Window window) {
        Shape in = Require.shape(layer.input(), 4);
        Shape weights = Require.shape(layer.weights(), 4);
        Shape out = Require.shape(layer.output(), 4);
        Require.that(weights.dim(3) == in.dim(3), "weights %s for %s input channels", weights, in.dim(3));
        Require.that(
                weights.dim(1) == window.kernelHeight() && weights.dim(2) == window.kernelWidth(),
                "window of %sx%s but weights of %sx%s",
                window.kernelHeight(),
                window.kernelWidth(),
                weights.dim(1),
                weights.dim(2));
        Require.that(window.dilationHeight() == 1 && window.dilationWidth() == 1, "has no dilation");
        Require.that(
                out.dim(0) == in.dim(0) && out.dim(3) == weights.dim(0),
                "output %s of input %s and weights %s",
                out,
                in,
                weights);
        Require.that(
                window.paddingTop() < weights.dim(1) && window.paddingLeft() < weights.dim(2),
                "padding of %s and %s is not less than the kernel of %sx%s",
                window.paddingTop(),
                window.paddingLeft(),
                weights.dim(1),
                weights.dim(2));
        Require.that(
                reaches(out.dim(1), in.dim(1), window.strideHeight(), weights.dim(1) - window.paddingTop())
                        && reaches(out.dim(2), in.dim(2), window.strideWidth(), weights.dim(2) - window.paddingLeft()),
                "output %s goes on where no cell of input %s reaches",
                out,
                in);
        Axis rows = Axis.of(weights.dim(1), window.strideHeight(), window.paddingTop(), in.dim(1), out.dim(1));
        Axis columns = Axis.of(weights.dim(2), window.strideWidth(), window.paddingLeft(), in.dim(2), out.dim(2));
        double growth = (double) rows.cells() * columns.cells() / (rows.kernel * columns.kernel);
        double bytes = growth * weights.elements() * layer.weights().type().bytes();
        Require.that(
                bytes <= ALWAYS_ALLOWED || growth <= MOST_GROWTH && bytes <= Integer.MAX_VALUE,
                "strides of %sx%s and a kernel of %sx%s would take %.0f times the weights",
                window.strideHeight(),
                window.strideWidth(),
                weights.dim(1),
                weights.dim(2),
                growth);
        return new Phases(rows, columns, in.dim(0), in.dim(3), out.dim(3));
    }

    /** Whether an output ends at most within a stride of the last cell that gets a product. */
    private static boolean reaches(int output, int input, int stride, int kernel) {
        return output < (input - 1L) * stride + kernel + stride;
    }

    private int phases() {
        return rows.phases() * columns.phases();
    }

    WindowGeometry geometry() {
        return new WindowGeometry(
                batch,
                rows.input,
                columns.input,
                inputChannels,
                rows.places(),
                columns.places(),
                phases() * outputChannels,
                rows.taps,
                columns.taps,
                1,
                1,
                1,
                1,
                rows.before,
                columns.before,
                1);
    }

    /** What the convolution gives: [batch, places, places, phase row, phase column, output channels]. */
    Tensor result(Tensor output) {
        return like(
                output,
                "/phases",
                Shape.of(batch, rows.places(), columns.places(), rows.phases(), columns.phases(), outputChannels));
    }

    /** The same laid out, with what is more than the output. */
    Tensor whole(Tensor output) {
        return like(
                output,
                "/whole",
                Shape.of(batch, rows.places() * rows.phases(), columns.places() * columns.phases(), outputChannels));
    }

    private static Tensor like(Tensor tensor, String suffix, Shape shape) {
        return new Tensor(tensor.name() + suffix, tensor.type(), shape, tensor.quantization(), null);
    }

    /** Whether no place has outputs too many. */
    boolean isExact() {
        return rows.output % rows.phases() == 0 && columns.output % columns.phases() == 0;
    }

    /** From phases to rows and columns. */
    StridedView view() {
        int c = outputChannels;
        int place = phases() * c;
        int row = columns.places() * place;
        return new StridedView(
                0,
                new int[] {batch, rows.places(), rows.phases(), columns.places(), columns.phases(), c},
                new int[] {rows.places() * row, row, columns.phases() * c, place, c, 1});
    }

    /** The output's part of the whole. */
    StridedView cut() {
        int row = columns.places() * columns.phases() * outputChannels;
        return new StridedView(0, new int[] {batch, rows.output, columns.output, outputChannels}, new int[] {
            rows.places() * rows.phases() * row, row, outputChannels, 1
        });
    }

    /** The convolution's tensors: each phase's part of the weights, and a copy of scales and bias for each phase. */
    Layer layer(Layer layer, Weights values, Tensor result) {
        Tensor bias = layer.bias() == null ? null : repeated(layer.bias(), values.bias());
        return new Layer(
                layer.input(),
                weights(layer.weights(), values.values()),
                bias,
                result,
                0,
                layer.activation(),
                layer.warnings());
    }

    private Tensor weights(Tensor tensor, ByteBuffer values) {
        int cell = inputChannels * tensor.type().bytes();
        int kernel = rows.kernel * columns.kernel * cell;
        byte[] nothing = new byte[cell];
        ByteBuffer laid = allocate(phases() * outputChannels * rows.taps * columns.taps * cell);
        for (int phase = 0; phase < phases(); phase++) {
            for (int o = 0; o < outputChannels; o++) {
                Arrays.fill(nothing, (byte) zeroPoint(tensor.quantization(), o));
                for (int i = 0; i < rows.taps; i++) {
                    for (int j = 0; j < columns.taps; j++) {
                        int y = rows.cell(phase / columns.phases(), i);
                        int x = columns.cell(phase % columns.phases(), j);
                        if (y >= 0 && x >= 0) {
                            int from = values.position() + o * kernel + (y * columns.kernel + x) * cell;
                            laid.put(laid.position(), values, from, cell);
                            laid.position(laid.position() + cell);
                        } else {
                            laid.put(nothing);
                        }
                    }
                }
            }
        }
        return new Tensor(
                tensor.name(),
                tensor.type(),
                Shape.of(phases() * outputChannels, rows.taps, columns.taps, inputChannels),
                repeated(tensor.quantization()),
                laid.flip());
    }

    private static int zeroPoint(Quantization quantization, int channel) {
        return quantization == null ? 0 : quantization.zeroPoint(channel);
    }

    private Tensor repeated(Tensor tensor, ByteBuffer values) {
        ByteBuffer laid = allocate(phases() * values.remaining());
        for (int phase = 0; phase < phases(); phase++) {
            laid.put(values.duplicate());
        }
        return new Tensor(
                tensor.name(),
                tensor.type(),
                Shape.of(phases() * outputChannels),
                repeated(tensor.quantization()),
                laid.flip());
    }

    private Quantization repeated(Quantization quantization) {
        if (quantization == null || !quantization.isPerChannel()) {
            return quantization;
        }
        float[] scales = new float[phases() * quantization.channels()];
        int[] zeroPoints = new int[scales.length];
        for (int c = 0; c < scales.length; c++) {
            scales[c] = quantization.scale(c % quantization.channels());
            zeroPoints[c] = quantization.zeroPoint(c % quantization.channels());
        }
        return Quantization.perChannel(scales, zeroPoints, quantization.axis());
    }

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
