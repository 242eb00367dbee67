// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.java.JavaKernels;

class JavaAveragePool2dTest extends AbstractAveragePool2dTest {

    JavaAveragePool2dTest() {
        super(new JavaKernels());
    }
}
