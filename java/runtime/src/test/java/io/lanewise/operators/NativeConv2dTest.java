// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.neon.NeonKernels;

class NativeConv2dTest extends AbstractConv2dTest {

    NativeConv2dTest() {
        super(NeonKernels.load());
    }
}
