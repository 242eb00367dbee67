// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds a graph's inputs and outputs by name: those of its signature, where it has one, then those of the tensors. */
public final class InterfaceNames {

    private InterfaceNames() {}

    /**
     * {@return the names of a graph's inputs, and where each stands among {@link Graph#inputs()}}
     *
     * @param graph with or without a signature
     */
    public static Map<String, Integer> inputs(Graph graph) {
        return names(
                graph, graph.signature() == null ? Map.of() : graph.signature().inputs(), graph.inputs());
    }

    /**
     * {@return the names of a graph's outputs, and where each stands among {@link Graph#outputs()}}
     *
     * @param graph with or without a signature
     */
    public static Map<String, Integer> outputs(Graph graph) {
        return names(
                graph, graph.signature() == null ? Map.of() : graph.signature().outputs(), graph.outputs());
    }

    private static Map<String, Integer> names(Graph graph, Map<String, Integer> signature, List<Integer> tensors) {
        Map<String, Integer> names = new LinkedHashMap<>(signature);
        for (int i = 0; i < tensors.size(); i++) {
            names.putIfAbsent(graph.tensor(tensors.get(i)).name(), i);
        }
        return names;
    }

    /**
     * {@return where an input stands among {@link Graph#inputs()}}
     *
     * @param graph whose input it is
     * @param name of the graph's signature, or of a tensor
     * @throws IllegalArgumentException if no input has the name; the message lists those there are
     */
    public static int input(Graph graph, String name) {
        return position(graph, "input", name, inputs(graph));
    }

    /**
     * {@return where an output stands among {@link Graph#outputs()}}
     *
     * @param graph whose output it is
     * @param name of the graph's signature, or of a tensor
     * @throws IllegalArgumentException if no output has the name; the message lists those there are
     */
    public static int output(Graph graph, String name) {
        return position(graph, "output", name, outputs(graph));
    }

    private static int position(Graph graph, String role, String name, Map<String, Integer> names) {
        Integer position = names.get(name);
        if (position == null) {
            throw new IllegalArgumentException(graph.name() + ": no " + role + " is named \"" + name + "\"; there are "
                    + (names.isEmpty() ? "none" : '"' + String.join("\", \"", names.keySet()) + '"'));
        }
        return position;
    }
}
