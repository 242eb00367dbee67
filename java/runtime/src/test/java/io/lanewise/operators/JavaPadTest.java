// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.java.JavaKernels;

class JavaPadTest extends AbstractPadTest {

    JavaPadTest() {
        super(new JavaKernels());
    }
}
