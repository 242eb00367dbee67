// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Operator;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.operators.resize.Resize;
import io.lanewise.operators.resize.ResizeMethod;

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
