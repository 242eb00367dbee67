// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Features of examples and their classes, which are numbered in the order in which they are first named. */
final class Examples {
    private final String model;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final List<byte[]> features = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();

    /** {@code model} is its name, for messages. */
    Examples(String model) {
        this.model = model;
    }

    /** Names classes before there are examples of them. */
    void name(List<String> classes) {
        if (!features.isEmpty()) {
            throw new IllegalStateException(
                    model + ": classes are kept before the first example, there are " + features.size());
        }
        classes.forEach(this::requireLabel);
        numbers.clear();
        classes.forEach(name -> numbers.put(name, numbers.size()));
    }

    void requireLabel(String label) {
        if (label.isBlank() || label.lines().count() != 1) {
            throw new IllegalArgumentException(
                    model + ": example " + size() + ": a class needs a name of one line, got \"" + label + '"');
        }
    }

    void add(String label, byte[] q) {
        features.add(q);
        labels.add(numbers.computeIfAbsent(label, unknown -> numbers.size()));
    }

    int size() {
        return features.size();
    }

    /** Names of the classes, by number. */
    List<String> classes() {
        return List.copyOf(numbers.keySet());
    }

    List<byte[]> features() {
        return features;
    }

    /** Bytes of the features of all examples. */
    long bytes() {
        return features.stream().mapToLong(q -> q.length).sum();
    }

    /**
     * The number of each example's class.
     *
     * @throws IllegalStateException if there are fewer than two classes, or one without examples
     */
    int[] classOf() {
        List<String> missing = numbers.keySet().stream()
                .filter(name -> !labels.contains(numbers.get(name)))
                .toList();
        if (numbers.size() < 2 || !missing.isEmpty()) {
            throw new IllegalStateException(model + ": examples of at least 2 classes are needed, and of each that is"
                    + " kept; got " + size() + " of " + numbers.size() + " classes, none of " + missing);
        }
        return labels.stream().mapToInt(i -> i).toArray();
    }
}
