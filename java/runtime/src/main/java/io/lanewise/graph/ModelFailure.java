// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

import java.nio.BufferUnderflowException;

/**
 * The net under models from files that are not trusted: whatever a check did not foresee becomes a
 * {@link ModelException} that names the model and the place in it.
 */
public final class ModelFailure {

    private ModelFailure() {}

    /**
     * {@return what to throw for a failure: the failure itself if it is a {@link ModelException}}
     *
     * @param model name of the model or its file
     * @param where what was read or prepared, such as {@code operator 3 CONV_2D "conv1"}; empty if it is not known
     * @param failure a {@link RuntimeException}, {@link StackOverflowError} or {@link OutOfMemoryError}
     */
    public static ModelException of(String model, String where, Throwable failure) {
        if (failure instanceof ModelException known) {
            return known;
        }
        String place = where.isEmpty() ? "" : where + ": ";
        if (failure instanceof OutOfMemoryError) {
            return new ModelException(
                    model,
                    place + "takes more memory than can be had (" + failure.getMessage()
                            + "); the Java heap has at most "
                            + Runtime.getRuntime().maxMemory()
                            + " bytes, java -Xmx gives more",
                    failure);
        }
        return new ModelException(
                model,
                isDamage(failure)
                        ? place + "is damaged: it points outside the file or holds an impossible value ("
                                + failure.getMessage() + "); convert or copy it again"
                        : place + "fails by a defect of Lanewise; please report it with the file: " + failure,
                failure);
    }

    /**
     * {@return whether a damaged file leads there: an offset or a count that no check but Java's own met}
     *
     * @param failure what reading a file threw
     */
    public static boolean isDamage(Throwable failure) {
        return failure instanceof IndexOutOfBoundsException
                || failure instanceof IllegalArgumentException
                || failure instanceof NegativeArraySizeException
                || failure instanceof BufferUnderflowException
                || failure instanceof ArithmeticException;
    }
}
