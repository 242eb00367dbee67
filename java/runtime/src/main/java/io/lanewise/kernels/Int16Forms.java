// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.BatchMatMul;
import io.lanewise.graph.Binary;
import io.lanewise.graph.LeakyRelu;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Prelu;
import io.lanewise.graph.Reduce;
import io.lanewise.graph.Resize;
import io.lanewise.graph.ResizeMethod;
import io.lanewise.graph.Unary;

/** Which operators compute with int16 activations. */
public final class Int16Forms {

    private Int16Forms() {
    }

    /** Whether there is a kernel for int16. */
    public static boolean has(Operator operator) {
        boolean interpolates = operator instanceof Resize resize && resize.method() == ResizeMethod.BILINEAR;
        return !(operator instanceof Unary || operator instanceof LeakyRelu || operator instanceof Prelu
                || operator instanceof Binary || operator instanceof Reduce || operator instanceof BatchMatMul || interpolates);
    }
}
