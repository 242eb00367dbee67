// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.Kernels;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.tensor.Quantization;
import org.junit.jupiter.api.Test;

/** RESHAPE: the same elements. */
abstract class AbstractReshapeTest extends OperatorTest {

    AbstractReshapeTest(Kernels kernels) {
        super(kernels);
    }

    @Test
    void keepsElements() {
        Quantization q = Quantization.perTensor(0.1f, 3);
        byte[] input = new TestValues(1).int8(105);
        OneOperator one = new OneOperator();
        expect(input, one.graph(new Reshape(one.int8Input(q, 1, 5, 7, 3), one.int8Output(q, 1, 105))), input);
        float[] floats = new TestValues(1).floats(105);
        OneOperator other = new OneOperator();
        expect(floats, other.graph(new Reshape(other.floatInput(105), other.floatOutput(5, 21))), floats);
    }

    @Test
    void refusesAnotherNumberOfElements() {
        OneOperator one = new OneOperator();
        expectRefusal("differ in number of elements", one.graph(new Reshape(one.floatInput(6), one.floatOutput(5))));
    }
}
