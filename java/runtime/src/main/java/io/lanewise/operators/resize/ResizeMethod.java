// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.resize;

/** How a {@link Resize} makes an output cell from the input's. */
public enum ResizeMethod {
    NEAREST,
    BILINEAR
}
