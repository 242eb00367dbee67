// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels.neon;

import io.lanewise.internal.NativeAddParams;
import io.lanewise.internal.NativeBroadcast;
import io.lanewise.internal.NativeDenseScaling;
import io.lanewise.internal.NativeDynamicScaling;
import io.lanewise.internal.NativeMulParams;
import io.lanewise.internal.NativeRequantization;
import io.lanewise.internal.NativeWindow;
import io.lanewise.kernels.AddParameters;
import io.lanewise.kernels.Broadcast;
import io.lanewise.kernels.DynamicScaling;
import io.lanewise.kernels.FloatRequantization;
import io.lanewise.kernels.FullyConnectedRequantization;
import io.lanewise.kernels.MulParameters;
import io.lanewise.kernels.Requantization;
import io.lanewise.kernels.WindowGeometry;
import io.lanewise.operators.Activation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Native memory for the arguments of one call. Plain malloc and free: JavaCPP's own allocations are counted against the
 * Java heap's limit, which weights need not respect.
 */
final class Scratch implements AutoCloseable {
    private final List<Pointer> blocks = new ArrayList<>();

    /** A copy; null for null. */
    BytePointer bytes(ByteBuffer source) {
        if (source == null) {
            return null;
        }
        BytePointer copy = new BytePointer(allocate(source.remaining())).capacity(source.remaining());
        copy.asByteBuffer().put(source.duplicate());
        return copy;
    }

    /** A copy of little-endian int32; null for null. */
    IntPointer ints(ByteBuffer source) {
        return source == null ? null : new IntPointer(bytes(source));
    }

    /** A copy of int64; null for null. */
    LongPointer longs(long[] source) {
        return source == null ? null
                : new LongPointer(allocate((long) source.length * Long.BYTES)).capacity(source.length).put(source);
    }

    /** A copy of little-endian float32; null for null. */
    FloatPointer floats(ByteBuffer source) {
        return source == null ? null : new FloatPointer(bytes(source));
    }

    BytePointer bytes(byte[] source) {
        return bytes(ByteBuffer.wrap(source));
    }

    IntPointer ints(int... source) {
        return new IntPointer(allocate((long) source.length * Integer.BYTES)).capacity(source.length).put(source);
    }

    DoublePointer doubles(double... source) {
        return new DoublePointer(allocate((long) source.length * Double.BYTES)).capacity(source.length).put(source);
    }

    FloatPointer floats(float... source) {
        return new FloatPointer(allocate((long) source.length * Float.BYTES)).capacity(source.length).put(source);
    }

    NativeWindow window(WindowGeometry window) {
        return new NativeWindow(allocate(Loader.sizeof(NativeWindow.class)))
                .batch(window.batch())
                .input_height(window.inputHeight())
                .input_width(window.inputWidth())
                .input_channels(window.inputChannels())
                .output_height(window.outputHeight())
                .output_width(window.outputWidth())
                .output_channels(window.outputChannels())
                .kernel_height(window.kernelHeight())
                .kernel_width(window.kernelWidth())
                .stride_height(window.strideHeight())
                .stride_width(window.strideWidth())
                .dilation_height(window.dilationHeight())
                .dilation_width(window.dilationWidth())
                .padding_top(window.paddingTop())
                .padding_left(window.paddingLeft())
                .groups(window.groups());
    }

    NativeRequantization requantization(Requantization requantization) {
        return new NativeRequantization(allocate(Loader.sizeof(NativeRequantization.class)))
                .input_zero_point(requantization.inputZeroPoint())
                .output_zero_point(requantization.outputZeroPoint())
                .output_minimum(requantization.outputMinimum())
                .output_maximum(requantization.outputMaximum())
                .multipliers(ints(requantization.multipliers()))
                .shifts(ints(requantization.shifts()))
                .factors((FloatPointer) null);
    }

    NativeRequantization requantization(FloatRequantization requantization) {
        return new NativeRequantization(allocate(Loader.sizeof(NativeRequantization.class)))
                .input_zero_point(requantization.inputZeroPoint())
                .output_zero_point(requantization.outputZeroPoint())
                .output_minimum(requantization.range().minimum())
                .output_maximum(requantization.range().maximum())
                .multipliers((IntPointer) null)
                .shifts((IntPointer) null)
                .factors(floats(requantization.factors()));
    }

    NativeDenseScaling denseScaling(FullyConnectedRequantization requantization) {
        return new NativeDenseScaling(allocate(Loader.sizeof(NativeDenseScaling.class)))
                .input_zero_point(requantization.inputZeroPoint())
                .output_zero_point(requantization.outputZeroPoint())
                .output_minimum(requantization.range().minimum())
                .output_maximum(requantization.range().maximum())
                .factors(doubles(requantization.factors()));
    }

    NativeDynamicScaling dynamicScaling(DynamicScaling scaling, Activation activation) {
        return new NativeDynamicScaling(allocate(Loader.sizeof(NativeDynamicScaling.class)))
                .asymmetric(scaling.asymmetric() ? 1 : 0)
                .sum_first(scaling.order() == DynamicScaling.Order.SUM_FIRST ? 1 : 0)
                .minimum(activation.minimum())
                .maximum(activation.maximum())
                .weight_scales(floats(scaling.weightScales()));
    }

    NativeBroadcast broadcast(Broadcast broadcast) {
        NativeBroadcast copy = new NativeBroadcast(allocate(Loader.sizeof(NativeBroadcast.class)))
                .rank(broadcast.dims().length);
        for (int d = 0; d < broadcast.dims().length; d++) {
            copy.dims(d, broadcast.dims()[d])
                    .left_strides(d, broadcast.leftStrides()[d])
                    .right_strides(d, broadcast.rightStrides()[d]);
        }
        return copy;
    }

    NativeAddParams add(AddParameters add) {
        return new NativeAddParams(allocate(Loader.sizeof(NativeAddParams.class)))
                .left_zero_point(add.leftZeroPoint())
                .right_zero_point(add.rightZeroPoint())
                .output_zero_point(add.outputZeroPoint())
                .left_multiplier(add.left().multiplier())
                .left_multiplier_shift(add.left().shift())
                .right_multiplier(add.right().multiplier())
                .right_multiplier_shift(add.right().shift())
                .output_multiplier(add.output().multiplier())
                .output_multiplier_shift(add.output().shift())
                .left_shift(add.leftShift())
                .output_minimum(add.range().minimum())
                .output_maximum(add.range().maximum());
    }

    NativeMulParams mul(MulParameters mul) {
        return new NativeMulParams(allocate(Loader.sizeof(NativeMulParams.class)))
                .left_zero_point(mul.leftZeroPoint())
                .right_zero_point(mul.rightZeroPoint())
                .output_zero_point(mul.outputZeroPoint())
                .multiplier(mul.factor().multiplier())
                .shift(mul.factor().shift())
                .output_minimum(mul.range().minimum())
                .output_maximum(mul.range().maximum());
    }

    private Pointer allocate(long bytes) {
        Pointer block = Pointer.calloc(1, Math.max(bytes, 1));
        if (block == null) {
            throw new OutOfMemoryError(bytes + " bytes of native memory");
        }
        blocks.add(block);
        return block;
    }

    @Override
    public void close() {
        blocks.forEach(Pointer::free);
    }
}
