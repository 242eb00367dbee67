// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Pad;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Slice;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.operators.resize.Resize;
import io.lanewise.tensor.DataType;
import io.lanewise.testing.OperatorKinds;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Small graphs of random operators on random tensors, one for each seed: any number of inputs and outputs, values that
 * several operators read, outputs that operators read too. Their types are int8, int16, float32 or mixed, by the seed.
 */
public final class RandomGraph {
    private static final List<List<DataType>> TYPES = List.of(
            List.of(DataType.INT8),
            List.of(DataType.INT8),
            List.of(DataType.INT16),
            List.of(DataType.FLOAT32),
            List.of(DataType.INT8, DataType.INT16, DataType.FLOAT32));

    /** How to add an operator of each kind; false where no value fits. */
    private static final Map<Class<?>, Predicate<Sketch>> GROWTH = Map.ofEntries(
            Map.entry(Add.class, ElementwiseGrowth::add),
            Map.entry(AveragePool2d.class, ShapeGrowth::averagePool2d),
            Map.entry(BatchMatMul.class, WeightedGrowth::batchMatMul),
            Map.entry(Binary.class, ElementwiseGrowth::binary),
            Map.entry(Concatenation.class, ShapeGrowth::concatenation),
            Map.entry(Conv2d.class, WeightedGrowth::conv2d),
            Map.entry(DepthwiseConv2d.class, WeightedGrowth::depthwiseConv2d),
            Map.entry(Dequantize.class, ElementwiseGrowth::dequantize),
            Map.entry(FullyConnected.class, WeightedGrowth::fullyConnected),
            Map.entry(LeakyRelu.class, ElementwiseGrowth::leakyRelu),
            Map.entry(Logistic.class, ElementwiseGrowth::logistic),
            Map.entry(MaxPool2d.class, ShapeGrowth::maxPool2d),
            Map.entry(Mean.class, ShapeGrowth::mean),
            Map.entry(Mul.class, ElementwiseGrowth::mul),
            Map.entry(Pad.class, ShapeGrowth::pad),
            Map.entry(Prelu.class, ElementwiseGrowth::prelu),
            Map.entry(Quantize.class, ElementwiseGrowth::quantize),
            Map.entry(Reduce.class, ShapeGrowth::reduce),
            Map.entry(Relu.class, ElementwiseGrowth::relu),
            Map.entry(Reshape.class, ShapeGrowth::reshape),
            Map.entry(Resize.class, ShapeGrowth::resize),
            Map.entry(Slice.class, ShapeGrowth::slice),
            Map.entry(Softmax.class, ElementwiseGrowth::softmax),
            Map.entry(Transpose.class, ShapeGrowth::transpose),
            Map.entry(Unary.class, ElementwiseGrowth::unary));

    /** Every kind of operator that there is; one that cannot be grown ends the program. */
    private static final List<Predicate<Sketch>> KINDS =
            OperatorKinds.records(Operator.class).map(RandomGraph::growth).toList();

    private RandomGraph() {}

    /** The graph of a seed: the same on every machine. */
    public static Graph of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Sketch sketch = new Sketch("seed " + seed, random, TYPES.get(random.nextInt(TYPES.size())));
        for (int inputs = sketch.oneIn(3) ? 2 : 1; inputs > 0; inputs--) {
            sketch.input();
        }
        int operators = sketch.oneIn(4) ? sketch.between(6, 14) : sketch.between(1, 5);
        while (operators > 0) {
            if (sketch.oneOf(KINDS).test(sketch)) {
                operators--;
            }
        }
        return sketch.build();
    }

    private static Predicate<Sketch> growth(Class<?> kind) {
        if (!GROWTH.containsKey(kind)) {
            throw new IllegalStateException(
                    "no random graph has a " + kind.getSimpleName() + "; add it to RandomGraph.GROWTH");
        }
        return GROWTH.get(kind);
    }
}
