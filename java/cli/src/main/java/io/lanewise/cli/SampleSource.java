// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.graph.Graph;
import io.lanewise.graph.InterfaceNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.ITypeConverter;

/**
 * A {@code --samples}: a path, or the name of an input, {@code =} and a path. Paths and names may have a {@code =}
 * themselves, so it takes a model to tell.
 */
record SampleSource(String text) {

    /** The path for each of a graph's inputs. */
    static Path[] assign(List<SampleSource> sources, Graph graph) {
        Map<String, Integer> names = InterfaceNames.inputs(graph);
        int count = graph.inputs().size();
        SampleSource[] taken = new SampleSource[count];
        Path[] paths = new Path[count];
        for (SampleSource source : sources) {
            Optional<String> name = source.name(names);
            if (name.isEmpty() && count != 1) {
                throw new IllegalArgumentException(
                        "--samples " + source.text + " is for none of the model's " + inputs(names, count));
            }
            int input = name.map(names::get).orElse(0);
            if (taken[input] != null) {
                throw new IllegalArgumentException("--samples " + taken[input].text + " and " + source.text
                        + " are for one input; the model has " + inputs(names, count));
            }
            taken[input] = source;
            paths[input] = Path.of(
                    source.text.substring(name.map(text -> text.length() + 1).orElse(0)));
        }
        for (int i = 0; i < count; i++) {
            if (taken[i] == null) {
                throw new IllegalArgumentException(
                        "no --samples for input " + i + " of the model's " + inputs(names, count));
            }
        }
        return paths;
    }

    /** The longest of the names that the text begins with. */
    private Optional<String> name(Map<String, Integer> names) {
        return names.keySet().stream()
                .filter(name -> text.startsWith(name + '='))
                .max(Comparator.comparing(String::length));
    }

    /** For example {@code 2 inputs; give left=PATH and right=PATH}. */
    private static String inputs(Map<String, Integer> names, int count) {
        if (count < 2) {
            return count + (count == 1 ? " input" : " inputs");
        }
        Map<Integer, String> first = new TreeMap<>();
        names.forEach((name, position) -> first.putIfAbsent(position, name + "=PATH"));
        return count + " inputs; give " + String.join(" and ", first.values());
    }

    /** Every path that the text may mean. */
    List<Path> paths() {
        List<Path> paths = new ArrayList<>(List.of(Path.of(text)));
        for (int i = text.indexOf('='); i >= 0; i = text.indexOf('=', i + 1)) {
            paths.add(Path.of(text.substring(i + 1)));
        }
        return paths;
    }

    /** Takes any text. */
    static final class Converter implements ITypeConverter<SampleSource> {
        @Override
        public SampleSource convert(String text) {
            return new SampleSource(text);
        }
    }
}
