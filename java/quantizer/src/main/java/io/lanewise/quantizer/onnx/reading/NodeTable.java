// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The kinds of nodes of one domain that can be read; families add theirs. */
final class NodeTable {

    /** Makes a node's results. */
    interface Reader {
        List<Value> read(Node node, Emission emission);
    }

    /** Makes the result of a node that has one. */
    interface Single {
        Value read(Node node, Emission emission);
    }

    /** How a kind of node is read, and what it takes its inputs for. */
    record Kind(Reader reader, ImageRole role) {}

    private final Map<String, Kind> kinds = new TreeMap<>();

    /** Adds a kind that knows nothing of images. */
    void add(String name, Single reader) {
        add(name, ImageRole.NEITHER, reader);
    }

    void add(String name, ImageRole role, Single reader) {
        put(name, new Kind((node, emission) -> List.of(reader.read(node, emission)), role));
    }

    /** Adds a kind with several results, which knows nothing of images. */
    void addSeveral(String name, Reader reader) {
        put(name, new Kind(reader, ImageRole.NEITHER));
    }

    private void put(String name, Kind kind) {
        if (kinds.put(name, kind) != null) {
            throw new IllegalStateException(name + " is in the table twice");
        }
    }

    /** The kind of a name; null if it is not supported. */
    Kind of(String name) {
        return kinds.get(name);
    }

    Set<String> names() {
        return kinds.keySet();
    }
}
