// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which dimensions collapse. */
class BroadcastTest {

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "2,3,4|2,3,4|2,3,4|[24] [1] [1]",
                "1|1|1|[1] [1] [1]",
                "1,1,1|1|1,1,1|[1] [1] [1]",
                "2,3,4|4|2,3,4|[6, 4] [4, 1] [0, 1]",
                "2,3,4|1|2,3,4|[24] [1] [0]",
                "2,3,4|2,1,1|2,3,4|[2, 12] [12, 1] [1, 0]",
                "2,1,4|1,3,1|2,3,4|[2, 3, 4] [4, 0, 1] [0, 1, 0]",
                "5,1,1,2|1,1,1,2|5,1,1,2|[5, 2] [2, 1] [0, 1]",
                "1,7|3,1|3,7|[3, 7] [0, 1] [1, 0]",
                "2,3,1|2,1,4|2,3,4|[2, 3, 4] [3, 1, 0] [4, 0, 1]"
            })
    void collapsesWhereBothInputsAllowIt(String left, String right, String output, String expected) {
        Broadcast broadcast = Broadcast.of(tensor("left", left), tensor("right", right), tensor("sum", output));
        assertEquals(
                expected,
                Arrays.toString(broadcast.dims())
                        + ' '
                        + Arrays.toString(broadcast.leftStrides())
                        + ' '
                        + Arrays.toString(broadcast.rightStrides()));
    }

    private static Tensor tensor(String name, String dims) {
        int[] sizes = Arrays.stream(dims.split(",")).mapToInt(Integer::parseInt).toArray();
        return new Tensor(name, DataType.FLOAT32, Shape.of(sizes), null, null);
    }
}
