// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.neon.NeonKernels;

class NativeMaxPool2dTest extends AbstractMaxPool2dTest {

    NativeMaxPool2dTest() {
        super(NeonKernels.load());
    }
}
