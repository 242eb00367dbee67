// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import java.util.HashSet;
import java.util.Set;

/** Names that nothing else in the file has. */
final class Names {
    private final Set<String> taken = new HashSet<>();

    /** {@code wish}, or with a number behind it where that is taken; not empty, as an empty name means none in ONNX. */
    String unique(String wish) {
        String base = wish.isEmpty() ? "tensor" : wish;
        String name = base;
        for (int i = 1; !taken.add(name); i++) {
            name = base + '_' + i;
        }
        return name;
    }
}
