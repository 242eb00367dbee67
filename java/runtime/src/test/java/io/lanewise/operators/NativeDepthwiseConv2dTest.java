// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.neon.NeonKernels;

class NativeDepthwiseConv2dTest extends AbstractDepthwiseConv2dTest {

    NativeDepthwiseConv2dTest() {
        super(NeonKernels.load());
    }
}
