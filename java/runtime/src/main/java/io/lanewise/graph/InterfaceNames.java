// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds a graph's inputs and outputs by name: those of its signature, where it has one, then those of the tensors. */
public final class InterfaceNames {

    private InterfaceNames() {}

    /**
     * {@return where an input stands among {@link Graph#inputs()}}
     *
     * @param graph whose input or output it is
     * @param name of the graph's signature, or of a tensor
     * @throws IllegalArgumentException if no input has the name; the message lists those there are
     */
    public static int input(Graph graph, String name) {
        return position(graph, "input", name, names(graph.signature(), true), graph.inputs());
    }

    /**
     * {@return where an output stands among {@link Graph#outputs()}}
     *
     * @param graph whose input or output it is
     * @param name of the graph's signature, or of a tensor
     * @throws IllegalArgumentException if no output has the name; the message lists those there are
     */
    public static int output(Graph graph, String name) {
        return position(graph, "output", name, names(graph.signature(), false), graph.outputs());
    }

    private static Map<String, Integer> names(Signature signature, boolean inputs) {
        return signature == null ? Map.of() : inputs ? signature.inputs() : signature.outputs();
    }

    private static int position(Graph graph, String role, String name, Map<String, Integer> named, List<Integer> all) {
        Integer position = named.get(name);
        if (position != null) {
            return position;
        }
        List<String> tensors = all.stream().map(i -> graph.tensor(i).name()).toList();
        if (tensors.contains(name)) {
            return tensors.indexOf(name);
        }
        throw new IllegalArgumentException(graph.name() + ": no " + role + " is named \"" + name + "\"; there are "
                + list(named.keySet(), tensors));
    }

    private static String list(Collection<String> signature, List<String> tensors) {
        Set<String> names = new LinkedHashSet<>(signature);
        names.addAll(tensors);
        return names.isEmpty() ? "none" : '"' + String.join("\", \"", names) + '"';
    }
}
