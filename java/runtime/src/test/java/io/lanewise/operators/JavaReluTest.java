// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.java.JavaKernels;

class JavaReluTest extends AbstractReluTest {

    JavaReluTest() {
        super(new JavaKernels());
    }
}
