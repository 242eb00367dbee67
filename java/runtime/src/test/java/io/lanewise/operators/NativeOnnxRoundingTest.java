// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.kernels.neon.NeonKernels;

class NativeOnnxRoundingTest extends AbstractOnnxRoundingTest {

    NativeOnnxRoundingTest() {
        super(NeonKernels.load());
    }
}
