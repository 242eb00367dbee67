// SPDX-License-Identifier: Apache-2.0
/** What a tensor is: element type, shape and quantization. */
package io.lanewise.tensor;
