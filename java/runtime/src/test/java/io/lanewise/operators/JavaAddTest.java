// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.java.JavaKernels;

class JavaAddTest extends AbstractAddTest {

    JavaAddTest() {
        super(new JavaKernels());
    }
}
