// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ModelFailureTest {

    private static String message(Throwable failure) {
        ModelException e = ModelFailure.of("m.tflite", "operator 3 ADD \"sum\"", failure);
        assertSame(failure, e.getCause());
        return e.getMessage();
    }

    @Test
    void everyFailureNamesFileAndOperator() {
        assertEquals(
                "m.tflite: operator 3 ADD \"sum\": is damaged: it points outside the file or holds an impossible"
                        + " value (5); convert or copy it again",
                message(new IndexOutOfBoundsException("5")));
        assertEquals(
                "m.tflite: operator 3 ADD \"sum\": fails by a defect of Lanewise; please report it with the file:"
                        + " java.lang.NullPointerException: n",
                message(new NullPointerException("n")));
        assertEquals(
                "m.tflite: operator 3 ADD \"sum\": fails by a defect of Lanewise; please report it with the file:"
                        + " java.lang.StackOverflowError",
                message(new StackOverflowError()));
        String memory = message(new OutOfMemoryError("Java heap space"));
        assertTrue(
                memory.startsWith("m.tflite: operator 3 ADD \"sum\": takes more memory than can be had (Java heap"
                        + " space); the Java heap has at most "),
                memory);
        assertTrue(memory.endsWith(" bytes, java -Xmx gives more"), memory);
    }

    @Test
    void whatIsExplainedStaysAsItIs() {
        ModelException known = new ModelException("m", "why");
        assertSame(known, ModelFailure.of("m", "", known));
    }
}
