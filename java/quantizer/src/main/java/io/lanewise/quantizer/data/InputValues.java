// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import io.lanewise.SessionTensor;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Values of samples on their way into an input of any type. */
public final class InputValues {

    private InputValues() {}

    /**
     * Fills an input: reals by its scale, if it has one, and else whole numbers as they are.
     *
     * @param input what is filled
     * @param tensor its type and shape
     * @param values one for each element, dense in the tensor's shape
     * @throws IllegalArgumentException if there are not as many, or one is no whole number of the input's type
     */
    public static void put(SessionTensor input, Tensor tensor, float... values) {
        if (tensor.isReal()) {
            input.putFloats(values);
        } else {
            input.put(wholeNumbers(tensor, values));
        }
    }

    private static ByteBuffer wholeNumbers(Tensor tensor, float... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * tensor.type().bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            long number = (long) value;
            boolean fits = number == value
                    && switch (tensor.type()) {
                        case INT64 -> {
                            bytes.putLong(number);
                            yield true;
                        }
                        case INT32 -> {
                            bytes.putInt((int) number);
                            yield (int) number == number;
                        }
                        case INT16 -> {
                            bytes.putShort((short) number);
                            yield (short) number == number;
                        }
                        case INT8 -> {
                            bytes.put((byte) number);
                            yield (byte) number == number;
                        }
                        case UINT8 -> {
                            bytes.put((byte) number);
                            yield (number & 0xFF) == number;
                        }
                        case BOOL -> {
                            bytes.put((byte) number);
                            yield (number & 1) == number;
                        }
                        case FLOAT32, FLOAT16, INT4 -> false;
                    };
            if (!fits) {
                throw new IllegalArgumentException("input " + tensor + " takes no " + value);
            }
        }
        return bytes.flip();
    }
}
