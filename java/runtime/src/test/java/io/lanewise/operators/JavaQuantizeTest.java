// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.java.JavaKernels;

class JavaQuantizeTest extends AbstractQuantizeTest {

    JavaQuantizeTest() {
        super(new JavaKernels());
    }
}
