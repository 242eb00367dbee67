// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.neon.NeonKernels;

class NativeConcatenationTest extends AbstractConcatenationTest {

    NativeConcatenationTest() {
        super(NeonKernels.load());
    }
}
