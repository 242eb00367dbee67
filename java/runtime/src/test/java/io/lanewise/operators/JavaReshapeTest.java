// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.java.JavaKernels;

class JavaReshapeTest extends AbstractReshapeTest {

    JavaReshapeTest() {
        super(new JavaKernels());
    }
}
