// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.neon.NeonKernels;

class NativeDequantizeTest extends AbstractDequantizeTest {

    NativeDequantizeTest() {
        super(NeonKernels.load());
    }
}
