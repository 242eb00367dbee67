// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.operators.movement.Reshape;
import io.lanewise.tensor.Quantization;
import io.lanewise.testing.GraphBuilder;
import org.junit.jupiter.api.Test;

/** RESHAPE: the same elements. */
class ReshapeTest extends OperatorTest {

    @Test
    void keepsElements() {
        Quantization q = Quantization.perTensor(0.1f, 3);
        byte[] input = new TestValues(1).int8(105);
        GraphBuilder one = new GraphBuilder();
        expect(input, one.graph(new Reshape(one.int8Input(q, 1, 5, 7, 3), one.int8(q, 1, 105))), input);
        float[] floats = new TestValues(1).floats(105);
        GraphBuilder other = new GraphBuilder();
        expect(floats, other.graph(new Reshape(other.input(105), other.activation(5, 21))), floats);
    }

    @Test
    void refusesAnotherNumberOfElements() {
        GraphBuilder one = new GraphBuilder();
        expectRefusal("differ in number of elements", one.graph(new Reshape(one.input(6), one.activation(5))));
    }
}
