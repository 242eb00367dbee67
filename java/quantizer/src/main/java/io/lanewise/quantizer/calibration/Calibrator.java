// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import java.nio.FloatBuffer;

/** Decides from values seen which range of an activation is worth int8's 256 steps. Tensors are named by their index. */
public interface Calibrator {

    /** Takes in the values of a tensor for one sample, all finite. {@code values} is only valid during the call. */
    void observe(int tensor, FloatBuffer values);

    /**
     * The range of all values of a tensor so far.
     *
     * @throws IllegalStateException if none were observed
     */
    Range range(int tensor);
}
