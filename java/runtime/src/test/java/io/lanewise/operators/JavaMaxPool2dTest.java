// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.java.JavaKernels;

class JavaMaxPool2dTest extends AbstractMaxPool2dTest {

    JavaMaxPool2dTest() {
        super(new JavaKernels());
    }
}
