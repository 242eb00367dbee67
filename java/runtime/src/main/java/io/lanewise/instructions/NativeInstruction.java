// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import io.lanewise.instructions.activation.AbsS16;
import io.lanewise.instructions.activation.ClampF32;
import io.lanewise.instructions.activation.L2NormalizationF32;
import io.lanewise.instructions.activation.L2NormalizationS8;
import io.lanewise.instructions.activation.LeakyReluF32;
import io.lanewise.instructions.activation.LeakyReluS16;
import io.lanewise.instructions.activation.LogSoftmaxF32;
import io.lanewise.instructions.activation.LogSoftmaxS8;
import io.lanewise.instructions.activation.LogisticF32;
import io.lanewise.instructions.activation.LogisticS16;
import io.lanewise.instructions.activation.LookupS16;
import io.lanewise.instructions.activation.LookupS8;
import io.lanewise.instructions.activation.SoftmaxF32;
import io.lanewise.instructions.activation.SoftmaxS16;
import io.lanewise.instructions.activation.SoftmaxS8;
import io.lanewise.instructions.activation.SqrtS16;
import io.lanewise.instructions.activation.TanhS16;
import io.lanewise.instructions.activation.UnaryF32;
import io.lanewise.instructions.activation.UnaryIntegers;
import io.lanewise.instructions.conversion.CastValues;
import io.lanewise.instructions.conversion.DequantizeS16F32;
import io.lanewise.instructions.conversion.DequantizeS8F32;
import io.lanewise.instructions.conversion.QuantizeF32S16;
import io.lanewise.instructions.conversion.QuantizeF32S8;
import io.lanewise.instructions.conversion.RequantizeS16;
import io.lanewise.instructions.conversion.RequantizeS8;
import io.lanewise.instructions.convolution.Conv2dF32;
import io.lanewise.instructions.convolution.Conv2dS16;
import io.lanewise.instructions.convolution.Conv2dS8;
import io.lanewise.instructions.convolution.DepthwiseConv2dF32;
import io.lanewise.instructions.convolution.DepthwiseConv2dS16;
import io.lanewise.instructions.convolution.DepthwiseConv2dS8;
import io.lanewise.instructions.convolution.DynamicConv2dF32;
import io.lanewise.instructions.convolution.DynamicDepthwiseConv2dF32;
import io.lanewise.instructions.elementwise.AddF32;
import io.lanewise.instructions.elementwise.AddS16;
import io.lanewise.instructions.elementwise.AddS8;
import io.lanewise.instructions.elementwise.BinaryF32;
import io.lanewise.instructions.elementwise.BinaryIntegers;
import io.lanewise.instructions.elementwise.CompareS16;
import io.lanewise.instructions.elementwise.CompareValues;
import io.lanewise.instructions.elementwise.DivideIntegers;
import io.lanewise.instructions.elementwise.ExtremumS16;
import io.lanewise.instructions.elementwise.ExtremumS8;
import io.lanewise.instructions.elementwise.MulF32;
import io.lanewise.instructions.elementwise.MulS16;
import io.lanewise.instructions.elementwise.MulS8;
import io.lanewise.instructions.elementwise.PreluF32;
import io.lanewise.instructions.elementwise.PreluS8;
import io.lanewise.instructions.elementwise.SelectValues;
import io.lanewise.instructions.elementwise.SquaredDifferenceS8;
import io.lanewise.instructions.elementwise.SubtractS16;
import io.lanewise.instructions.elementwise.SubtractS8;
import io.lanewise.instructions.matmul.BatchMatMulF32;
import io.lanewise.instructions.matmul.BatchMatMulS8;
import io.lanewise.instructions.matmul.DynamicFullyConnectedF32;
import io.lanewise.instructions.matmul.FullyConnectedF32;
import io.lanewise.instructions.matmul.FullyConnectedS16;
import io.lanewise.instructions.matmul.FullyConnectedS8;
import io.lanewise.instructions.movement.Concatenate;
import io.lanewise.instructions.movement.CopyValues;
import io.lanewise.instructions.movement.GatherRows;
import io.lanewise.instructions.movement.PadValues;
import io.lanewise.instructions.movement.ScatterRows;
import io.lanewise.instructions.movement.StridedCopy;
import io.lanewise.instructions.pooling.AveragePool2dF32;
import io.lanewise.instructions.pooling.AveragePool2dS16;
import io.lanewise.instructions.pooling.AveragePool2dS8;
import io.lanewise.instructions.pooling.MaxPool2dF32;
import io.lanewise.instructions.pooling.MaxPool2dS16;
import io.lanewise.instructions.pooling.MaxPool2dS8;
import io.lanewise.instructions.reduction.CumulateValues;
import io.lanewise.instructions.reduction.FindExtremum;
import io.lanewise.instructions.reduction.FindLargest;
import io.lanewise.instructions.reduction.MeanF32;
import io.lanewise.instructions.reduction.MeanS16;
import io.lanewise.instructions.reduction.MeanS8;
import io.lanewise.instructions.reduction.ReduceExtremumS16;
import io.lanewise.instructions.reduction.ReduceExtremumS8;
import io.lanewise.instructions.reduction.ReduceF32;
import io.lanewise.instructions.reduction.ReduceIntegers;
import io.lanewise.instructions.reduction.ReduceProduct;
import io.lanewise.instructions.resize.ResizeBilinearF32;
import io.lanewise.instructions.resize.ResizeBilinearS8;
import io.lanewise.instructions.resize.ResizeNearest;
import io.lanewise.internal.NativeOperator;

/** An instruction for which the native library has a create function. */
public sealed interface NativeInstruction extends Instruction
        permits AbsS16,
                AddF32,
                AddS16,
                AddS8,
                AveragePool2dF32,
                AveragePool2dS16,
                AveragePool2dS8,
                BatchMatMulF32,
                BatchMatMulS8,
                BinaryF32,
                BinaryIntegers,
                CastValues,
                ClampF32,
                CompareS16,
                CompareValues,
                Concatenate,
                Conv2dF32,
                Conv2dS16,
                Conv2dS8,
                CopyValues,
                CumulateValues,
                DepthwiseConv2dF32,
                DepthwiseConv2dS16,
                DepthwiseConv2dS8,
                DequantizeS16F32,
                DequantizeS8F32,
                DivideIntegers,
                DynamicConv2dF32,
                DynamicDepthwiseConv2dF32,
                DynamicFullyConnectedF32,
                ExtremumS16,
                ExtremumS8,
                FindExtremum,
                FindLargest,
                FullyConnectedF32,
                FullyConnectedS16,
                FullyConnectedS8,
                GatherRows,
                L2NormalizationF32,
                L2NormalizationS8,
                LeakyReluF32,
                LeakyReluS16,
                LogSoftmaxF32,
                LogSoftmaxS8,
                LogisticF32,
                LogisticS16,
                LookupS16,
                LookupS8,
                MaxPool2dF32,
                MaxPool2dS16,
                MaxPool2dS8,
                MeanF32,
                MeanS16,
                MeanS8,
                MulF32,
                MulS16,
                MulS8,
                PadValues,
                PreluF32,
                PreluS8,
                QuantizeF32S16,
                QuantizeF32S8,
                ReduceExtremumS16,
                ReduceExtremumS8,
                ReduceF32,
                ReduceIntegers,
                ReduceProduct,
                RequantizeS16,
                RequantizeS8,
                ResizeBilinearF32,
                ResizeBilinearS8,
                ResizeNearest,
                ScatterRows,
                SelectValues,
                SoftmaxF32,
                SoftmaxS16,
                SoftmaxS8,
                SqrtS16,
                SquaredDifferenceS8,
                StridedCopy,
                SubtractS16,
                SubtractS8,
                TanhS16,
                UnaryF32,
                UnaryIntegers {

    /** Whether the native library takes these parameters; where it does not, the Java kernel runs. */
    default boolean isNative() {
        return true;
    }

    /**
     * Calls the create function.
     *
     * @param arguments memory for the call
     * @param op takes the native operator
     * @return the function's status
     */
    int create(NativeArguments arguments, NativeOperator op);
}
