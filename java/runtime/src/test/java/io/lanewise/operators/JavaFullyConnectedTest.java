// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.java.JavaKernels;

class JavaFullyConnectedTest extends AbstractFullyConnectedTest {

    JavaFullyConnectedTest() {
        super(new JavaKernels());
    }
}
