// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Uses;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.quantizer.calibration.Range;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A quantized graph that knows where it comes from: of each tensor, what it stands for in the float graph, by which
 * scheme it is quantized and which range calibration chose; of each tensor and operator of the float graph, what became
 * of it. The passes of a conversion make one from the other, from {@link #of nothing quantized} to the graph that is
 * written. Immutable.
 */
public final class QuantizedModel {
    private final Graph source;
    private final Graph graph;
    private final List<QuantizedTensor> tensors;
    /** By operator of the float graph, the one that computes its result here. */
    private final List<Operator> operators;
    /**
     * By tensor of the float graph, the one that holds its values here; {@link QuantizedTensor#NONE} where none does.
     */
    private final int[] counterparts;
    /** By tensor, the constant that a DEQUANTIZE makes it from: stored as integers, computed with as floats. */
    private final Map<Integer, Integer> stored = new HashMap<>();

    /**
     * A quantized form of a float graph.
     *
     * @param source the float graph: {@link FuseOperators} applied, without repairs
     * @param graph the same operators in the same order, with QUANTIZE and DEQUANTIZE between them
     * @param tensors of each of its tensors what is known
     * @throws IllegalArgumentException if the operators are not the same, or do not compute what they should stand for
     */
    public QuantizedModel(Graph source, Graph graph, List<QuantizedTensor> tensors) {
        this.source = source;
        this.graph = graph;
        this.tensors = List.copyOf(tensors);
        this.operators = graph.operators().stream()
                .filter(operator -> !isBoundary(operator))
                .toList();
        boolean same = tensors.size() == graph.tensors().size()
                && operators.size() == source.operators().size()
                && graph.inputs().size() == source.inputs().size();
        for (int i = 0; same && i < operators.size(); i++) {
            same = operators.get(i).kind().equals(source.operators().get(i).kind())
                    && origins(operators.get(i))
                            .equals(source.operators().get(i).outputs());
        }
        if (!same) {
            throw new IllegalArgumentException(graph.name() + " does not have the operators of the float model "
                    + source.name() + "; only a conversion of it can be explained");
        }
        this.counterparts = new int[source.tensors().size()];
        Arrays.fill(counterparts, QuantizedTensor.NONE);
        for (int i = 0; i < source.inputs().size(); i++) {
            counterparts[source.inputs().get(i)] = asIntegers(graph.inputs().get(i));
        }
        for (Operator operator : graph.operators()) {
            if (operator instanceof Dequantize dequantize
                    && graph.tensor(dequantize.input()).isConstant()) {
                stored.put(dequantize.output(), dequantize.input());
            }
        }
        for (Operator operator : operators) {
            operator.outputs()
                    .forEach(output -> counterparts[tensors.get(output).origin()] = output);
        }
    }

    private List<Integer> origins(Operator operator) {
        return operator.outputs().stream()
                .map(output -> tensors.get(output).origin())
                .toList();
    }

    /**
     * {@return a float graph with what a scheme asks of it, nothing quantized yet}
     *
     * @param source all float32, {@link FuseOperators} applied
     * @param repaired the same with other constants, which are to be quantized in the place of the source's
     * @param scheme what is asked of each operator
     * @param ranges by tensor of the source, what calibration chose; null for what it chose none for
     * @throws ModelException if an override of the scheme matches nothing
     */
    public static QuantizedModel of(Graph source, Graph repaired, Scheme scheme, IntFunction<Range> ranges) {
        scheme.requireMatches(source);
        int[] origins = IntStream.range(0, repaired.tensors().size())
                .map(tensor -> tensor < source.tensors().size() ? tensor : QuantizedTensor.NONE)
                .toArray();
        OperatorScheme[] schemes = new OperatorScheme[origins.length];
        source.inputs().forEach(input -> schemes[input] = scheme.ofInput(source, input));
        for (int i = 0; i < source.operators().size(); i++) {
            Operator operator = source.operators().get(i);
            OperatorScheme asked = scheme.of(source, operator);
            operator.outputs().forEach(output -> schemes[output] = asked);
            List<Integer> inputs = repaired.operators().get(i).inputs();
            for (int k = 0; k < operator.inputs().size(); k++) {
                origins[inputs.get(k)] = operator.inputs().get(k);
            }
        }
        List<QuantizedTensor> tensors = new ArrayList<>();
        for (int i = 0; i < origins.length; i++) {
            tensors.add(new QuantizedTensor(origins[i], schemes[i], schemes[i] == null ? null : ranges.apply(i)));
        }
        return new QuantizedModel(source, repaired, tensors);
    }

    /**
     * {@return the same without the tensors that nothing uses, such as passes leave behind} Others stand for what they
     * did.
     */
    public QuantizedModel cleaned() {
        Uses uses = new Uses(graph);
        return new QuantizedModel(
                source,
                GraphEditor.of(graph).cleaned(),
                IntStream.range(0, tensors.size())
                        .filter(uses::isUsed)
                        .mapToObj(tensors::get)
                        .toList());
    }

    /** Whether an operator changes how numbers are stored and nothing else. */
    private static boolean isBoundary(Operator operator) {
        return operator instanceof Quantize || operator instanceof Dequantize;
    }

    /** A graph input, or what the QUANTIZE behind it makes of floats. */
    private int asIntegers(int input) {
        return graph.tensor(input).type() != DataType.FLOAT32
                ? input
                : graph.operators().stream()
                        .filter(o -> o instanceof Quantize quantize && quantize.input() == input)
                        .findFirst()
                        .map(Operator::output)
                        .orElse(input);
    }

    /** {@return the float graph that this is the quantized form of, exact} */
    public Graph source() {
        return source;
    }

    /** {@return the quantized graph} */
    public Graph graph() {
        return graph;
    }

    /** What is known of each tensor of the quantized graph. */
    List<QuantizedTensor> tensors() {
        return tensors;
    }

    /**
     * {@return which tensor of the float graph a tensor of the quantized one stands for; empty for a bias that a repair
     * added}
     *
     * @param tensor index in {@link #graph()}
     */
    public OptionalInt origin(int tensor) {
        int origin = tensors.get(tensor).origin();
        return origin == QuantizedTensor.NONE ? OptionalInt.empty() : OptionalInt.of(origin);
    }

    /**
     * {@return which tensor of the quantized graph holds the values of an input or of an operator's output of the float
     * one: integers, if it was made integers, also where the graph takes or gives floats}
     *
     * @param floatTensor index in {@link #source()}
     * @throws IllegalArgumentException if the tensor is neither
     */
    public int counterpart(int floatTensor) {
        int counterpart = counterparts[floatTensor];
        if (counterpart == QuantizedTensor.NONE) {
            throw new IllegalArgumentException(
                    "tensor " + floatTensor + " of " + source.name() + " is no input and no operator's output");
        }
        return counterpart;
    }

    /**
     * {@return what calibration chose for an input or an operator's output of the float graph; empty where it chose
     * nothing}
     *
     * @param floatTensor index in {@link #source()}
     */
    public Optional<Range> range(int floatTensor) {
        return Optional.ofNullable(tensors.get(counterpart(floatTensor)).range());
    }

    /**
     * {@return how an operator of the float graph, by its index, was quantized}
     *
     * @param operator index in {@link #source()}
     */
    public OperatorScheme scheme(int operator) {
        return tensors.get(operator(operator).outputs().get(0)).scheme();
    }

    /**
     * {@return the quantized form of an operator of the float graph, by its index}
     *
     * @param operator index in {@link #source()}
     */
    public Operator operator(int operator) {
        return operators.get(operator);
    }

    /**
     * {@return what an operator of the float graph writes here; of several outputs the first}
     *
     * @param operator index in {@link #source()}
     */
    public Tensor output(int operator) {
        return graph.tensor(operator(operator).outputs().get(0));
    }

    /**
     * {@return the integers that stand for the weights of an operator of the float graph; empty if it has none or they
     * are float}
     *
     * @param operator index in {@link #source()}
     */
    public Optional<Tensor> weights(int operator) {
        if (!(operator(operator) instanceof WeightedOperator weighted)) {
            return Optional.empty();
        }
        return Optional.of(graph.tensor(stored.getOrDefault(weighted.weights(), weighted.weights())))
                .filter(tensor -> tensor.type() != DataType.FLOAT32 && tensor.quantization() != null);
    }
}
