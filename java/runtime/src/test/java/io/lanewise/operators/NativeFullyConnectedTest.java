// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.kernels.neon.NeonKernels;
import org.junit.jupiter.api.Disabled;

@Disabled("the native kernel still scales in fixed point")
class NativeFullyConnectedTest extends AbstractFullyConnectedTest {

    NativeFullyConnectedTest() {
        super(NeonKernels.load());
    }
}
