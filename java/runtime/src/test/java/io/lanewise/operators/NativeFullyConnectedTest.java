// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.neon.NeonKernels;

class NativeFullyConnectedTest extends AbstractFullyConnectedTest {

    NativeFullyConnectedTest() {
        super(NeonKernels.load());
    }
}
