// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.neon.NeonKernels;

class NativeSoftmaxTest extends AbstractSoftmaxTest {

    NativeSoftmaxTest() {
        super(NeonKernels.load());
    }
}
