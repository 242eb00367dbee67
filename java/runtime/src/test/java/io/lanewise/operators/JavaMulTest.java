// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.java.JavaKernels;

class JavaMulTest extends AbstractMulTest {

    JavaMulTest() {
        super(new JavaKernels());
    }
}
