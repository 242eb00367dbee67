// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.java.JavaKernels;

class JavaConv2dTest extends AbstractConv2dTest {

    JavaConv2dTest() {
        super(new JavaKernels());
    }
}
