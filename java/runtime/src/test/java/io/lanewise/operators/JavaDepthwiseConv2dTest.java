// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.java.JavaKernels;

class JavaDepthwiseConv2dTest extends AbstractDepthwiseConv2dTest {

    JavaDepthwiseConv2dTest() {
        super(new JavaKernels());
    }
}
