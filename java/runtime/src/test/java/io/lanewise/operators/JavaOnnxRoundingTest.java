// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.java.JavaKernels;

class JavaOnnxRoundingTest extends AbstractOnnxRoundingTest {

    JavaOnnxRoundingTest() {
        super(new JavaKernels());
    }
}
