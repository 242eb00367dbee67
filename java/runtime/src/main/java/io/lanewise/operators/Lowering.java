// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.ModelFailure;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Variable;
import io.lanewise.instructions.ConvolutionRequantization;
import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Layer;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.Step;
import io.lanewise.instructions.Weights;
import io.lanewise.instructions.activation.LookupS8;
import io.lanewise.instructions.movement.CopyValues;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Rounding;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a graph's operators into instructions, once: this is where shapes, types, quantizations and weights are
 * checked, whatever backend will run them. Each operator appends its own by {@link #emit}.
 */
public final class Lowering {
    /** As the file has it. */
    private final Graph original;
    /** The same without uint8 ({@link SignedBytes}). */
    private final Graph graph;

    private final List<Tensor> tensors;
    /** Of inputs and outputs that are uint8 where the caller sees them: where operators find them as int8. */
    private final Map<Integer, Integer> signed = new HashMap<>();

    private final List<Step> steps = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int index;

    private Lowering(Graph original) {
        this.original = original;
        this.graph = SignedBytes.of(original);
        this.tensors = new ArrayList<>(graph.tensors());
    }

    /**
     * What a graph becomes.
     *
     * @throws ModelException for the first operator whose shapes, types or quantizations do not fit together or that
     *         has no form for its types, or the first input without elements
     */
    public static Lowering of(Graph graph) {
        Lowering lowering = new Lowering(graph);
        lowering.beginUnsigned();
        for (int i = 0; i < graph.operators().size(); i++) {
            lowering.lower(i);
        }
        lowering.endUnsigned();
        for (Variable variable : graph.variables()) {
            lowering.keep(variable);
        }
        for (int input : graph.inputs()) {
            if (graph.tensor(input).shape().elements() == 0) {
                throw new ModelException(graph.name(), "input " + graph.tensor(input) + " has no elements");
            }
        }
        return lowering;
    }

    private void beginUnsigned() {
        graph.inputs().forEach(this::separate);
        graph.outputs().forEach(this::separate);
        for (int input : graph.inputs()) {
            if (signed.containsKey(input)) {
                flip(input, signed.get(input), "input " + tensors.get(input));
            }
        }
    }

    private void endUnsigned() {
        for (int output : graph.outputs()) {
            if (signed.containsKey(output) && !graph.inputs().contains(output)) {
                flip(signed.get(output), output, "output " + tensors.get(output));
            }
        }
    }

    /** Gives a uint8 input or output memory of its own, in which it is what the caller sees. */
    private void separate(int index) {
        if (isUnsigned(index)
                && !signed.containsKey(index)
                && !tensors.get(index).isConstant()) {
            tensors.set(index, original.tensor(index));
            signed.put(index, temporary(graph.tensor(index)));
        }
    }

    private void flip(int from, int to, String description) {
        int elements = tensors.get(from).shape().elements();
        steps.add(new Step(new LookupS8(elements, SignedBytes.flip()), List.of(from), List.of(to), -1, description));
    }

    /** The last thing in a run: what the next one is to find. */
    private void keep(Variable variable) {
        Tensor next = tensor(variable.next());
        steps.add(new Step(
                new CopyValues(next.shape().elements(), next.type()),
                places(List.of(variable.next())),
                places(List.of(variable.tensor())),
                -1,
                "variable " + tensor(variable.tensor())));
    }

    private void lower(int operatorIndex) {
        index = operatorIndex;
        try {
            operator().lower(this);
        } catch (IllegalArgumentException | ArithmeticException e) {
            // What an instruction's making refuses, or sizes past 2^31 - 1, without knowing whose they are.
            throw new ModelException(graph.name(), graph.describe(index) + ": " + e.getMessage(), e);
        } catch (RuntimeException | OutOfMemoryError e) {
            throw ModelFailure.of(graph.name(), graph.describe(index), e);
        }
    }

    /** The graph's tensors, at their indices, and behind them those that only instructions use. */
    public List<Tensor> tensors() {
        return tensors;
    }

    /** The instructions in the order in which they run. */
    public List<Step> steps() {
        return steps;
    }

    /** What is computed as TFLite does, though hardly meant so: each with the operator that it is about. */
    public List<String> warnings() {
        return warnings;
    }

    /** Notes something about the operator that is lowered, whose name is put in front. */
    public void warn(String warning) {
        warnings.add(original.describe(index) + ": " + warning);
    }

    /** The graph that is lowered, in which nothing is uint8 that stands for reals. */
    public Graph graph() {
        return graph;
    }

    /** Index of a tensor that holds what another does in the file: itself, or the same as uint8. */
    public int asInFile(int tensor) {
        if (!isUnsigned(tensor)) {
            return tensor;
        }
        if (tensor(tensor).isConstant()) {
            tensors.add(original.tensor(tensor));
            return tensors.size() - 1;
        }
        int unsigned = temporary(original.tensor(tensor));
        int elements = original.tensor(tensor).shape().elements();
        emit(new LookupS8(elements, SignedBytes.flip()), List.of(tensor), List.of(unsigned));
        return unsigned;
    }

    /** Whether a tensor, which is int8 here, is uint8 in the file: 128 more, and its zero point too. */
    public boolean isUnsigned(int tensor) {
        return SignedBytes.isUnsigned(original.tensor(tensor));
    }

    /** How the sums of an int8 layer become its output. */
    public ConvolutionRequantization requantization(Layer layer, Weights values, int output) {
        return ConvolutionRequantization.of(layer, values, graph.rounding(), isUnsigned(output));
    }

    /** A tensor of the graph. */
    public Tensor tensor(int tensor) {
        return graph.tensor(tensor);
    }

    /**
     * The numbers that the operator computes with, of which it has a form.
     *
     * @throws IllegalArgumentException if its activations are of several types, or of an integer type that it has no
     *         form for
     */
    public Arithmetic arithmetic() {
        Arithmetic arithmetic = Arithmetic.of(graph, operator());
        if (arithmetic != Arithmetic.FLOAT32) {
            DataType type = tensor(operator().outputs().get(0)).type();
            Optional<String> reason = operator().noForm(type);
            if (reason.isPresent()) {
                throw new IllegalArgumentException(
                        type.label() + " is not supported by this operator: " + reason.get());
            }
        }
        return arithmetic;
    }

    /**
     * Whether float results must be the same on every backend, as they may become integers in a graph of ONNX's
     * rounding. Functions and sums that native and Java kernels do not round alike are then Java's.
     */
    public boolean reproducible() {
        return graph.rounding() == Rounding.ONNX;
    }

    /** Appends an instruction that reads the operator's activations and writes its outputs. */
    public void emit(Instruction instruction) {
        emit(instruction, operator().activations(), operator().outputs());
    }

    /** Appends an instruction on any tensors of {@link #tensors}. */
    public void emit(Instruction instruction, List<Integer> inputs, List<Integer> outputs) {
        steps.add(new Step(instruction, places(inputs), places(outputs), index, graph.describe(index)));
    }

    private List<Integer> places(List<Integer> indices) {
        return indices.stream().map(i -> signed.getOrDefault(i, i)).toList();
    }

    /** Appends a tensor for what one instruction of the operator leaves to another; returns its index. */
    public int temporary(Tensor tensor) {
        Require.that(!tensor.isConstant(), "%s is a constant", tensor);
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    private Operator operator() {
        return graph.operators().get(index);
    }
}
