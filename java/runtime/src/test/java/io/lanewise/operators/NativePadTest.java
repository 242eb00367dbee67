// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.neon.NeonKernels;

class NativePadTest extends AbstractPadTest {

    NativePadTest() {
        super(NeonKernels.load());
    }
}
