// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.graph.ReadingBudget;
import io.lanewise.graph.Variable;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.tensor.Tensor;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.Model;
import io.lanewise.tflite.schema.SubGraph;
import io.lanewise.tflite.schema.VarHandleOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The resource variables of a file, by the names that their handles give them. A value that is read before it is
 * assigned is a variable of the graph; what is assigned is what the next run finds.
 */
final class Resources {

    /** What is known of a variable; indices of tensors, -1 where there is none. */
    private static final class Resource {
        private int read = -1;
        private int assigned = -1;
        private Tensor initial;
    }

    private final Model model;
    private final ReadingBudget budget;
    private final Map<Integer, Resource> handles = new LinkedHashMap<>();
    private final Map<String, Resource> resources = new LinkedHashMap<>();

    Resources(Model model, ReadingBudget budget) {
        this.model = model;
        this.budget = budget;
    }

    /** A tensor holds the handle of a variable. */
    void handle(int tensor, VarHandleOptions options) {
        handles.put(tensor, resource(options));
    }

    private Resource resource(VarHandleOptions options) {
        return resources.computeIfAbsent(options.container() + "/" + options.sharedName(), name -> new Resource());
    }

    /** The value of a variable is another tensor's. */
    List<Operator> read(int handle, int output) {
        Resource resource = known(handle);
        int value = resource.assigned >= 0 ? resource.assigned : resource.read;
        if (value >= 0) {
            return List.of(new Reshape(value, output));
        }
        resource.read = output;
        return List.of();
    }

    void assign(int handle, int value) {
        known(handle).assigned = value;
    }

    private Resource known(int handle) {
        Resource resource = handles.get(handle);
        Problem.unless(resource != null, "tensor %d is no handle of a variable", handle);
        return resource;
    }

    /** What CALL_ONCE runs before the first inference: it gives variables their first values, which are constants. */
    void initialize(int index) {
        Problem.unless(
                index >= 0 && index < model.subgraphsLength(),
                "runs subgraph %d of %d",
                index,
                model.subgraphsLength());
        SubGraph subgraph = model.subgraphs(index);
        Map<Integer, Resource> local = new LinkedHashMap<>();
        for (int i = 0; i < subgraph.operatorsLength(); i++) {
            OperatorSource source = new OperatorSource(i, model, subgraph.operators(i), budget);
            switch (source.code()) {
                case BuiltinOperator.VAR_HANDLE ->
                    local.put(
                            source.written(0),
                            resource(source.options(BuiltinOptions.VarHandleOptions, new VarHandleOptions())));
                case BuiltinOperator.ASSIGN_VARIABLE -> {
                    Resource resource = local.get(source.read(0));
                    Tensor value = tensor(subgraph, source.read(1));
                    Problem.unless(
                            resource != null && value.isConstant(),
                            "gives a variable a computed first value; constants are supported");
                    resource.initial = value;
                }
                default -> throw new Problem("runs " + source.kind() + " once; only constants may be assigned there");
            }
        }
    }

    private Tensor tensor(SubGraph subgraph, int index) {
        Problem.unless(index >= 0 && index < subgraph.tensorsLength(), "names tensor %d", index);
        TensorReader reader = new TensorReader(model, budget);
        budget.spend(TensorReader.TABLE_BYTES);
        return reader.read(subgraph.tensors(index), reader.name(subgraph.tensors(index)));
    }

    /**
     * The graph's variables; constants in the place of those that no run changes.
     *
     * @param tensors of the graph, behind which first values are appended
     */
    List<Variable> variables(List<Tensor> tensors) {
        List<Variable> variables = new ArrayList<>();
        resources.forEach((name, resource) -> {
            if (resource.read < 0) {
                return;
            }
            Tensor tensor = tensors.get(resource.read);
            Problem.unless(resource.initial != null, "variable \"%s\" is read before anything is assigned to it", name);
            Tensor initial = new Tensor(
                    tensor.name() + "/initial",
                    tensor.type(),
                    tensor.shape(),
                    tensor.quantization(),
                    resource.initial.data());
            if (resource.assigned < 0) {
                tensors.set(resource.read, initial);
            } else {
                tensors.add(initial);
                variables.add(new Variable(resource.read, resource.assigned, tensors.size() - 1));
            }
        });
        return variables;
    }
}
