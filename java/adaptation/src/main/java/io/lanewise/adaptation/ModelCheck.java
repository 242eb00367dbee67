// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.graph.ModelException;
import java.util.Arrays;

/**
 * What a model that was written has to give: for one example, the output that the layers before and the new layer gave
 * one after the other.
 */
record ModelCheck(byte[] input, byte[] output) {

    /** Throws unless the model gives that output, to the last bit. */
    void require(Model model) {
        try (Session session = model.newSession()) {
            session.input(0).put(input);
            session.run();
            byte[] actual = session.output(0).bytes();
            if (!Arrays.equals(output, actual)) {
                throw new ModelException(
                        model.graph().name(),
                        "gives " + Arrays.toString(actual) + " for an example of which " + Arrays.toString(output)
                                + " was trained; nothing is written: please report it with the file");
            }
        }
    }
}
