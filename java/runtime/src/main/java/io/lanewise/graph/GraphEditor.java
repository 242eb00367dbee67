// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * A graph while a pass makes it from another. Tensors keep their indices and new ones come behind them, until
 * {@link #cleaned} leaves out those that nothing uses any more.
 */
public final class GraphEditor {
    private final Graph original;
    private final List<Tensor> tensors;
    private final List<Operator> operators = new ArrayList<>();
    private final Map<Integer, Integer> producers = new HashMap<>();
    private List<Integer> inputs;
    private List<Integer> outputs;
    private List<Variable> variables;

    private GraphEditor(Graph original) {
        this.original = original;
        this.tensors = new ArrayList<>(original.tensors());
        this.inputs = original.inputs();
        this.outputs = original.outputs();
        this.variables = original.variables();
    }

    /**
     * {@return an editor that starts with all that a graph has, to change some of it}
     *
     * @param graph stays as it is
     */
    public static GraphEditor of(Graph graph) {
        GraphEditor editor = new GraphEditor(graph);
        graph.operators().forEach(editor::add);
        return editor;
    }

    /**
     * {@return an editor that starts with all but a graph's operators, to add them or others in their place}
     *
     * @param graph stays as it is
     */
    public static GraphEditor withoutOperators(Graph graph) {
        return new GraphEditor(graph);
    }

    /** {@return the number of tensors so far} */
    public int tensorCount() {
        return tensors.size();
    }

    /**
     * {@return the tensor of an index, as it is so far}
     *
     * @param index of the tensor
     */
    public Tensor tensor(int index) {
        return tensors.get(index);
    }

    /**
     * {@return the index of a tensor that is appended}
     *
     * @param tensor activation or constant
     */
    public int add(Tensor tensor) {
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    /**
     * Puts a tensor in the place of another.
     *
     * @param index of the old one and of the new one
     * @param tensor activation or constant
     */
    public void replace(int index, Tensor tensor) {
        tensors.set(index, tensor);
    }

    /**
     * {@return the operator of an index, as it is so far}
     *
     * @param index of the operator
     */
    public Operator operator(int index) {
        return operators.get(index);
    }

    /**
     * {@return the index of an operator that is appended}
     *
     * @param operator runs after all before it
     */
    public int add(Operator operator) {
        operators.add(operator);
        operator.outputs().forEach(output -> producers.put(output, operators.size() - 1));
        return operators.size() - 1;
    }

    /**
     * Puts an operator in the place of another.
     *
     * @param index of the old one and of the new one
     * @param operator may write other tensors
     */
    public void replace(int index, Operator operator) {
        operators.set(index, operator).outputs().forEach(producers::remove);
        operator.outputs().forEach(output -> producers.put(output, index));
    }

    /**
     * {@return the index of the operator that writes a tensor so far; {@link Uses#NONE} if there is none}
     *
     * @param tensor index of the tensor
     */
    public int producer(int tensor) {
        return producers.getOrDefault(tensor, Uses.NONE);
    }

    /**
     * Changes what goes in and comes out.
     *
     * @param newInputs indices of the tensors that the caller fills
     * @param newOutputs indices of the tensors that the caller reads
     */
    public void setInterface(List<Integer> newInputs, List<Integer> newOutputs) {
        inputs = newInputs;
        outputs = newOutputs;
    }

    /**
     * Lets operators, inputs, outputs and variables name other tensors.
     *
     * @param map gives the new index for an old one
     */
    public void remap(IntUnaryOperator map) {
        setOperators(operators.stream().map(operator -> operator.remap(map)).toList());
        setInterface(
                inputs.stream().map(map::applyAsInt).toList(),
                outputs.stream().map(map::applyAsInt).toList());
        variables = variables.stream()
                .map(variable -> new Variable(
                        map.applyAsInt(variable.tensor()),
                        map.applyAsInt(variable.next()),
                        variable.initial() == Variable.REAL_ZERO
                                ? variable.initial()
                                : map.applyAsInt(variable.initial())))
                .toList();
    }

    /** Leaves out the operators whose results lead to no output and no variable. */
    public void removeUnneeded() {
        setOperators(NeededOperators.of(operators, outputs, variables));
    }

    private void setOperators(List<Operator> others) {
        operators.clear();
        producers.clear();
        others.forEach(this::add);
    }

    /**
     * {@return the graph as it is so far, of the original's name and rounding} Its signature stays where there are as
     * many inputs and outputs.
     *
     * @throws ModelException if its wiring cannot run
     */
    public Graph graph() {
        return new Graph(
                original.name(),
                tensors,
                operators,
                inputs,
                outputs,
                original.rounding(),
                variables,
                original.signatureOf(inputs, outputs));
    }

    /**
     * {@return the graph without tensors that nothing uses; the others keep their order and get new indices}
     *
     * @throws ModelException if its wiring cannot run
     */
    public Graph cleaned() {
        Uses uses = new Uses(graph());
        int[] indices = new int[tensors.size()];
        int kept = 0;
        for (int i = 0; i < indices.length; i++) {
            indices[i] = kept;
            if (uses.isUsed(i)) {
                tensors.set(kept++, tensors.get(i));
            }
        }
        tensors.subList(kept, tensors.size()).clear();
        remap(i -> indices[i]);
        return graph();
    }
}
