// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.java.JavaKernels;

class JavaConcatenationTest extends AbstractConcatenationTest {

    JavaConcatenationTest() {
        super(new JavaKernels());
    }
}
