// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.kernels.neon.NeonKernels;

class NativeSoftmaxTest extends AbstractSoftmaxTest {

    NativeSoftmaxTest() {
        super(NeonKernels.load());
    }
}
