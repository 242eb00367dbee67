// SPDX-License-Identifier: Apache-2.0
/** What quantization costs at a model's outputs, and whether a repair pays. */
package io.lanewise.quantizer.cost;
