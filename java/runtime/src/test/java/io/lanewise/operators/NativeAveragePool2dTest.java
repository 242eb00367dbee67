// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.neon.NeonKernels;

class NativeAveragePool2dTest extends AbstractAveragePool2dTest {

    NativeAveragePool2dTest() {
        super(NeonKernels.load());
    }
}
